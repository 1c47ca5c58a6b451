//! The `foretype` program: hands its arguments to [`foretype::cli`] and returns the exit code.

fn main() -> std::process::ExitCode {
    foretype::cli::main()
}
