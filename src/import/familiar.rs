//! [`Familiar`]: a map by name that finds the two newest names without hashing them, since most chats are of two people.
//! Its size is bounded by those who fill it.

use std::collections::HashMap;

/// Values by name.
#[derive(Debug)]
pub struct Familiar<V> {
    all: HashMap<Box<str>, V>,
    newest: [Option<(Box<str>, V)>; 2],
    /// Index in `newest` of the entry that the next name replaces.
    oldest: usize,
}

impl<V> Default for Familiar<V> {
    fn default() -> Familiar<V> {
        Familiar { all: HashMap::new(), newest: [None, None], oldest: 0 }
    }
}

impl<V: Clone> Familiar<V> {
    pub fn len(&self) -> usize {
        self.all.len()
    }

    pub fn has(&self, name: &str) -> bool {
        self.all.contains_key(name)
    }

    pub fn get(&mut self, name: &str) -> Option<V> {
        let is = |newest: &Option<(Box<str>, V)>| newest.as_ref().is_some_and(|(known, _)| **known == *name);
        let at = match self.newest.iter().position(is) {
            Some(at) => at,
            None => {
                let found = Some((Box::from(name), self.all.get(name)?.clone()));
                let at = self.oldest;
                self.newest[at] = found;
                self.oldest = 1 - at;
                at
            }
        };
        self.newest[at].as_ref().map(|(_, value)| value.clone())
    }

    pub fn insert(&mut self, name: &str, value: V) {
        self.forget_newest(name);
        self.all.insert(name.into(), value);
    }

    pub fn remove(&mut self, name: &str) {
        self.forget_newest(name);
        self.all.remove(name);
    }

    pub fn clear(&mut self) {
        *self = Familiar::default();
    }

    fn forget_newest(&mut self, name: &str) {
        for newest in &mut self.newest {
            newest.take_if(|(known, _)| **known == *name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_of_a_name_is_the_newest() {
        let mut familiar = Familiar::default();
        for (at, name) in ["Ann", "Bob", "Cy"].into_iter().enumerate() {
            familiar.insert(name, at);
        }
        for (name, expected) in [("Ann", Some(0)), ("Bob", Some(1)), ("Cy", Some(2)), ("Ann", Some(0)), ("Dan", None)] {
            assert_eq!(familiar.get(name), expected, "{name}");
        }
        familiar.insert("Ann", 7);
        familiar.remove("Cy");
        assert_eq!((familiar.get("Ann"), familiar.get("Cy"), familiar.len()), (Some(7), None, 2));
        familiar.clear();
        assert_eq!((familiar.get("Ann"), familiar.len()), (None, 0));
    }
}
