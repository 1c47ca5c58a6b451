//! The example equals the defaults; errors name file, line and field.

use std::path::Path;

use super::{Config, EXAMPLE};

#[test]
fn the_example_is_the_defaults() {
    let mut parsed = Config::parse(EXAMPLE, Path::new("config.toml")).unwrap();
    assert_eq!(parsed.source.take().as_deref(), Some(Path::new("config.toml")));
    assert_eq!(parsed, Config::default());
}

#[test]
fn the_example_names_every_setting() {
    let example: toml::Table = EXAMPLE.parse().unwrap();
    let defaults = toml::Table::try_from(Config::default()).unwrap();
    let keys = |table: &toml::Table| -> Vec<String> {
        let mut keys: Vec<String> = table
            .iter()
            .flat_map(|(section, values)| {
                let values = values.as_table().unwrap();
                values.keys().map(move |key| format!("{section}.{key}"))
            })
            .collect();
        keys.sort();
        keys
    };
    assert_eq!(keys(&example), keys(&defaults));
}

fn check_error(text: &str, expected: &str) {
    let error = Config::parse(text, Path::new("/etc/c.toml")).unwrap_err();
    assert_eq!(error.to_string(), expected, "for {text:?}");
}

#[test]
fn errors_name_file_line_and_field() {
    check_error(
        "[daemon]\nthreads = \"four\"\n",
        "/etc/c.toml, line 2: `daemon.threads`: invalid type: string \"four\", expected usize",
    );
    check_error("\n\n[suggest]\nn = 0\n", "/etc/c.toml, line 4: `suggest.n`: must be from 1 to 32");
    check_error(
        "[client]\nshow_probability = nan\n",
        "/etc/c.toml, line 2: `client.show_probability`: must be from 0 to 1",
    );
    check_error(
        "[model]\npaht = \"x\"\n",
        "/etc/c.toml, line 2: `model.paht`: unknown field `paht`, expected one of `name`, `path`, `base_memory`",
    );
    check_error(
        "[modle]\n",
        "/etc/c.toml, line 1: `modle`: unknown field `modle`, expected one of `daemon`, `model`, `suggest`, `client`, `history`, `privacy`, `learning`, `ibus`",
    );
}

#[test]
fn a_part_of_a_file_leaves_the_rest_at_its_default() {
    let config = Config::parse("[suggest]\nn = 5\n", Path::new("c.toml")).unwrap();
    assert_eq!(config.suggest.n, 5);
    assert_eq!(config.daemon, Config::default().daemon);
}
