//! [`DeviceChoice`]: which device a person asks tensors to be computed on, and how it is opened.

use std::str::FromStr;

use candle_core::Device;

/// `auto`, `cpu`, `cuda`, `cuda:1`, `metal`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DeviceChoice {
    /// The CPU, whose fused trainer reads an LSTM's text four times as fast as candle does on an H100 (models/README.md,
    /// "How it grows").
    #[default]
    Auto,
    /// The CPU.
    Cpu,
    /// With the number of the GPU.
    Cuda(usize),
    /// The GPU of a Mac.
    Metal,
}

/// Why a device cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum DeviceError {
    /// The name is none of a device.
    #[error("`{0}` is no device: use auto, cpu, cuda, cuda:N or metal")]
    Unknown(String),
    /// The program was built without the feature that the device needs.
    #[error(
        "this build has no {name} support: rebuild with `cargo build --release --features {name}`, or use --device cpu"
    )]
    NotBuilt {
        /// The feature: `cuda` or `metal`.
        name: &'static str,
    },
    /// The device exists by name and cannot be opened.
    #[error("device {name} was asked for and did not start; --device cpu works without it: {source}")]
    Failed {
        /// The device.
        name: String,
        /// candle's reason.
        source: candle_core::Error,
    },
}

impl FromStr for DeviceChoice {
    type Err = DeviceError;

    fn from_str(text: &str) -> Result<Self, DeviceError> {
        let unknown = || DeviceError::Unknown(text.to_owned());
        match text {
            "auto" => Ok(DeviceChoice::Auto),
            "cpu" => Ok(DeviceChoice::Cpu),
            "cuda" => Ok(DeviceChoice::Cuda(0)),
            "metal" => Ok(DeviceChoice::Metal),
            _ => {
                let number = text.strip_prefix("cuda:").ok_or_else(unknown)?;
                number.parse().map(DeviceChoice::Cuda).map_err(|_| unknown())
            }
        }
    }
}

impl std::fmt::Display for DeviceChoice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            DeviceChoice::Auto => f.write_str("auto"),
            DeviceChoice::Cpu => f.write_str("cpu"),
            DeviceChoice::Cuda(n) => write!(f, "cuda:{n}"),
            DeviceChoice::Metal => f.write_str("metal"),
        }
    }
}

impl DeviceChoice {
    /// Opens the device.
    ///
    /// # Errors
    /// When a GPU is asked for by name that this build or this machine lacks.
    pub fn open(self) -> Result<Device, DeviceError> {
        let failed = |source| DeviceError::Failed { name: self.to_string(), source };
        match self {
            DeviceChoice::Auto | DeviceChoice::Cpu => Ok(Device::Cpu),
            DeviceChoice::Cuda(_) if !cfg!(feature = "cuda") => Err(DeviceError::NotBuilt { name: "cuda" }),
            DeviceChoice::Cuda(n) => Device::new_cuda(n).map_err(failed),
            DeviceChoice::Metal if !cfg!(feature = "metal") => Err(DeviceError::NotBuilt { name: "metal" }),
            DeviceChoice::Metal => Device::new_metal(0).map_err(failed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for name in ["auto", "cpu", "cuda:0", "cuda:3", "metal"] {
            assert_eq!(name.parse::<DeviceChoice>().unwrap().to_string(), name);
        }
        for name in ["", "gpu", "cuda:", "cuda:x", "cuda:-1"] {
            assert!(name.parse::<DeviceChoice>().is_err(), "{name}");
        }
    }

    #[test]
    fn nobody_gets_a_gpu_unasked() {
        assert!(DeviceChoice::default().open().unwrap().is_cpu());
    }

    #[test]
    #[cfg(not(feature = "cuda"))]
    fn a_device_that_the_build_lacks_is_named() {
        let error = DeviceChoice::Cuda(0).open().unwrap_err().to_string();
        assert!(error.contains("--features cuda"), "{error}");
    }
}
