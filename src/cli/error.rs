//! temporary
#[derive(Debug)]
pub struct CliError {
    pub message: String,
    pub hint: Option<String>,
    pub code: u8,
}
impl CliError {
    pub fn failure(message: impl Into<String>) -> Self {
        CliError { message: message.into(), hint: None, code: 1 }
    }
    pub fn interrupted() -> Self {
        CliError { message: String::new(), hint: None, code: 130 }
    }
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}
pub trait Context<T> {
    fn context(self, what: impl FnOnce() -> String) -> Result<T, CliError>;
}
impl<T, E: std::fmt::Display> Context<T> for Result<T, E> {
    fn context(self, what: impl FnOnce() -> String) -> Result<T, CliError> {
        self.map_err(|e| CliError::failure(format!("{}: {e}", what())))
    }
}
