//! The `foretype` program: hands its arguments to [`foretype::cli`] and returns the exit code.

/// Gives memory back to the system when clients that held much have gone; that of glibc keeps most of it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    foretype::cli::main()
}
