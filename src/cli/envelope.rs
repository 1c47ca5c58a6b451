//! The envelope of a backup: a file of the format age v1 (<https://age-encryption.org/v1>), locked with a passphrase.
//!
//! It has the part of that format that a passphrase needs: one `scrypt` stanza and the encrypted content in chunks. The
//! program `age` reads what is written here, and this reads what `age --passphrase` writes. Main types: [`Sealer`],
//! [`Opener`].

use std::io::{self, BufRead, Read, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD as BASE64;
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;

const VERSION: &str = "age-encryption.org/v1";
const SCRYPT_LABEL: &[u8] = b"age-encryption.org/v1/scrypt";
/// Bytes of plain text in every chunk but the last, and of the authentication tag after each.
const CHUNK: usize = 64 << 10;
const TAG: usize = 16;
/// scrypt's N is 2 to this power (r = 8, p = 1): 256 MiB, about a second.
const WORK: u8 = 18;
/// The most that a file may ask for, as with the program `age`: 4 GiB.
const MOST_WORK: u8 = 22;
/// Bytes of a header's line; those of the format are shorter.
const MOST_LINE: u64 = 256;

/// Why an envelope cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum EnvelopeError {
    /// The file cannot be read.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The header is not that of a file locked with a passphrase.
    #[error("the file has no header of the format age with a passphrase")]
    Header,
    /// The header asks for more work than [`MOST_WORK`].
    #[error("the file asks for too much memory to be opened (2^{0})")]
    TooMuchWork(u8),
    /// The passphrase is not the one that the file was locked with.
    #[error("the passphrase is another one")]
    Passphrase,
}

/// Encrypts what is written to it; [`Sealer::finish`] writes the last chunk, without which the file is not whole.
pub struct Sealer<W: Write> {
    out: W,
    chunks: Chunks,
    plain: Vec<u8>,
}

impl<W: Write> Sealer<W> {
    /// Writes the header.
    ///
    /// # Errors
    /// When `out` refuses, or the system gives no random bytes.
    pub fn new(out: W, passphrase: &str) -> io::Result<Sealer<W>> {
        Sealer::with_work(out, passphrase, WORK)
    }

    fn with_work(mut out: W, passphrase: &str, work: u8) -> io::Result<Sealer<W>> {
        let (salt, file_key, nonce): ([u8; 16], [u8; 16], [u8; 16]) = (random()?, random()?, random()?);
        let wrapped = cipher(&wrapping_key(passphrase, &salt, work)?)
            .encrypt(&Nonce::default(), file_key.as_slice())
            .map_err(|_| io::Error::other("the file key cannot be encrypted"))?;
        let header = format!("{VERSION}\n-> scrypt {} {work}\n{}\n---", BASE64.encode(salt), BASE64.encode(wrapped));
        let mac = header_mac(&file_key, header.as_bytes())?.finalize().into_bytes();
        writeln!(out, "{header} {}", BASE64.encode(mac))?;
        out.write_all(&nonce)?;
        Ok(Sealer { out, chunks: Chunks::new(&file_key, &nonce), plain: Vec::with_capacity(CHUNK) })
    }

    /// Writes what is left, marked as the end, and gives `out` back.
    ///
    /// # Errors
    /// When `out` refuses.
    pub fn finish(mut self) -> io::Result<W> {
        self.seal(true)?;
        Ok(self.out)
    }

    fn seal(&mut self, last: bool) -> io::Result<()> {
        let nonce = self.chunks.next(last)?;
        let sealed = self.chunks.cipher.encrypt(&nonce, self.plain.as_slice());
        self.plain.clear();
        self.out.write_all(&sealed.map_err(|_| io::Error::other("a chunk cannot be encrypted"))?)
    }
}

impl<W: Write> Write for Sealer<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A full chunk waits until more comes: the last one is marked, and is never empty but in an empty file.
        if self.plain.len() == CHUNK {
            self.seal(false)?;
        }
        let taken = bytes.len().min(CHUNK - self.plain.len());
        self.plain.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Decrypts what is read through it. Reading to the end proves that the file is whole: a cut or changed one is an error
/// of the kind [`io::ErrorKind::InvalidData`] or [`io::ErrorKind::UnexpectedEof`].
pub struct Opener<R: BufRead> {
    input: R,
    chunks: Chunks,
    plain: Vec<u8>,
    read: usize,
    ended: bool,
}

impl<R: BufRead> Opener<R> {
    /// Reads the header and proves the passphrase.
    ///
    /// # Errors
    /// See [`EnvelopeError`].
    pub fn new(mut input: R, passphrase: &str) -> Result<Opener<R>, EnvelopeError> {
        let mut header = String::new();
        let mut lines = Vec::new();
        for _ in 0..4 {
            let line = line(&mut input)?;
            header.push_str(&line);
            header.push('\n');
            lines.push(line);
        }
        let [version, stanza, body, end] = lines.as_slice() else { return Err(EnvelopeError::Header) };
        let stanza = stanza.strip_prefix("-> scrypt ").and_then(|stanza| stanza.split_once(' '));
        let (Some((salt, work)), Some(mac)) = (stanza, end.strip_prefix("--- ")) else {
            return Err(EnvelopeError::Header);
        };
        let salt: [u8; 16] = decoded(salt)?;
        let (wrapped, mac): ([u8; 32], [u8; 32]) = (decoded(body)?, decoded(mac)?);
        let work = work.parse::<u8>().ok().filter(|&power| power > 0 && power.to_string() == work);
        let work = work.filter(|_| version == VERSION).ok_or(EnvelopeError::Header)?;
        if work > MOST_WORK {
            return Err(EnvelopeError::TooMuchWork(work));
        }
        let file_key = cipher(&wrapping_key(passphrase, &salt, work)?)
            .decrypt(&Nonce::default(), wrapped.as_slice())
            .map_err(|_| EnvelopeError::Passphrase)?;
        let signed = header.rsplit_once("---").map_or("", |(before, _)| before).len() + "---".len();
        header_mac(&file_key, &header.as_bytes()[..signed])?.verify_slice(&mac).map_err(|_| EnvelopeError::Header)?;
        let mut nonce = [0; 16];
        input.read_exact(&mut nonce)?;
        let chunks = Chunks::new(&file_key, &nonce);
        Ok(Opener { input, chunks, plain: Vec::new(), read: 0, ended: false })
    }

    /// Decrypts the next chunk.
    fn open(&mut self) -> io::Result<()> {
        let mut sealed = Vec::with_capacity(CHUNK + TAG);
        (&mut self.input).take((CHUNK + TAG) as u64).read_to_end(&mut sealed)?;
        self.ended = self.input.fill_buf()?.is_empty();
        if sealed.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let nonce = self.chunks.next(self.ended)?;
        let plain = self.chunks.cipher.decrypt(&nonce, sealed.as_slice());
        (self.plain, self.read) = (plain.map_err(|_| damaged("a part of the file does not fit"))?, 0);
        if self.plain.is_empty() && self.chunks.count > 1 {
            return Err(damaged("the file has an empty end"));
        }
        Ok(())
    }
}

impl<R: BufRead> Read for Opener<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.read == self.plain.len() && !self.ended {
            self.open()?;
        }
        let taken = buffer.len().min(self.plain.len() - self.read);
        buffer[..taken].copy_from_slice(&self.plain[self.read..self.read + taken]);
        self.read += taken;
        Ok(taken)
    }
}

/// The cipher of the content and the number of the next chunk (STREAM: Hoang et al., "Online Authenticated-Encryption and
/// its Nonce-Reuse Misuse-Resistance", 2015).
struct Chunks {
    cipher: ChaCha20Poly1305,
    count: u64,
}

impl Chunks {
    fn new(file_key: &[u8], nonce: &[u8]) -> Chunks {
        Chunks { cipher: cipher(&derived(file_key, nonce, b"payload")), count: 0 }
    }

    /// 11 bytes that count, most significant first, and one that tells the last chunk.
    fn next(&mut self, last: bool) -> io::Result<Nonce> {
        let mut nonce = [0; 12];
        nonce[3..11].copy_from_slice(&self.count.to_be_bytes());
        nonce[11] = u8::from(last);
        self.count = self.count.checked_add(1).ok_or_else(|| damaged("the file has too many parts"))?;
        Ok(Nonce::from(nonce))
    }
}

fn cipher(key: &[u8; 32]) -> ChaCha20Poly1305 {
    ChaCha20Poly1305::new(&Key::from(*key))
}

/// The key that the file key is encrypted with.
fn wrapping_key(passphrase: &str, salt: &[u8; 16], work: u8) -> io::Result<[u8; 32]> {
    let salt = [SCRYPT_LABEL, salt].concat();
    let params = scrypt::Params::new(work, 8, 1).map_err(io::Error::other)?;
    let mut key = [0; 32];
    scrypt::scrypt(passphrase.as_bytes(), &salt, &params, &mut key).map_err(io::Error::other)?;
    Ok(key)
}

fn derived(file_key: &[u8], salt: &[u8], label: &[u8]) -> [u8; 32] {
    let mut key = [0; 32];
    // Fails only for keys longer than 255 hashes.
    let _ = Hkdf::<Sha256>::new(Some(salt), file_key).expand(label, &mut key);
    key
}

fn header_mac(file_key: &[u8], signed: &[u8]) -> io::Result<Hmac<Sha256>> {
    let key = derived(file_key, &[], b"header");
    let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(&key).map_err(io::Error::other)?;
    mac.update(signed);
    Ok(mac)
}

fn random<const N: usize>() -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(bytes)
}

/// A line of the header without its end.
fn line(input: &mut impl BufRead) -> Result<String, EnvelopeError> {
    let mut line = Vec::new();
    input.take(MOST_LINE).read_until(b'\n', &mut line)?;
    match line.pop() {
        Some(b'\n') => String::from_utf8(line).map_err(|_| EnvelopeError::Header),
        _ => Err(EnvelopeError::Header),
    }
}

fn decoded<const N: usize>(text: &str) -> Result<[u8; N], EnvelopeError> {
    let bytes = BASE64.decode(text).map_err(|_| EnvelopeError::Header)?;
    bytes.try_into().map_err(|_| EnvelopeError::Header)
}

fn damaged(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made by an earlier version, which wrote it with the crate `age`.
    const EARLIER: &[u8] = include_bytes!("../../tests/cli/backup.age");

    fn sealed(plain: &[u8]) -> Vec<u8> {
        let mut sealer = Sealer::with_work(Vec::new(), "horse", 4).unwrap();
        sealer.write_all(plain).unwrap();
        sealer.finish().unwrap()
    }

    fn opened(file: &[u8], passphrase: &str) -> Result<Vec<u8>, EnvelopeError> {
        let mut plain = Vec::new();
        Opener::new(file, passphrase)?.read_to_end(&mut plain)?;
        Ok(plain)
    }

    #[track_caller]
    fn check(length: usize) {
        let plain: Vec<u8> = (0..length).map(|i| (i / 7) as u8).collect();
        let file = sealed(&plain);
        assert_eq!(opened(&file, "horse").unwrap(), plain, "{length} bytes");
        assert!(matches!(opened(&file, "donkey"), Err(EnvelopeError::Passphrase)));
        // Cut anywhere, also where a chunk ends, it is found to be damaged.
        for cut in [0, 10, 150, file.len() - 1, file.len().saturating_sub(length % CHUNK + TAG)] {
            assert!(opened(&file[..cut.min(file.len() - 1)], "horse").is_err(), "{length} bytes cut to {cut}");
        }
        let mut changed = file;
        *changed.last_mut().unwrap() ^= 1;
        assert!(opened(&changed, "horse").is_err());
    }

    #[test]
    fn what_is_sealed_is_opened() {
        [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 5].into_iter().for_each(check);
    }

    #[test]
    fn backups_of_earlier_versions_are_read() {
        let archive = opened(EARLIER, "correct horse").unwrap();
        let mut archive = tar::Archive::new(archive.as_slice());
        let mut entries = archive.entries().unwrap();
        let mut entry = entries.next().unwrap().unwrap();
        assert_eq!(entry.path().unwrap().to_str(), Some("config.toml"));
        assert_eq!(io::read_to_string(&mut entry).unwrap(), "[daemon]\nthreads = 1\n");
        assert!(entries.next().is_none());
    }

    #[test]
    fn strangers_files_are_refused() {
        let file = String::from_utf8_lossy(&sealed(b"x")).into_owned();
        for changed in [
            String::new(),
            "no backup at all".into(),
            file.replace("/v1", "/v2"),
            file.replace("-> scrypt", "-> X25519"),
            file.replacen(" 4\n", " 04\n", 1),
            file.replacen(" 4\n", " 0\n", 1),
        ] {
            assert!(matches!(opened(changed.as_bytes(), "horse"), Err(EnvelopeError::Header)), "{changed:?}");
        }
        let greedy = file.replacen(" 4\n", " 40\n", 1);
        assert!(matches!(opened(greedy.as_bytes(), "horse"), Err(EnvelopeError::TooMuchWork(40))));
    }
}
