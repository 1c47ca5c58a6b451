// A client of foretype in fifty lines, with npm's @msgpack/msgpack:  node client.mjs "How are yo"
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { decodeMultiStream, encode } from '@msgpack/msgpack'

function address() {
  const { FORETYPE_SOCKET: named, XDG_RUNTIME_DIR: runtime } = process.env
  return named || (runtime ? `${runtime}/foretype` : `/tmp/foretype-${process.getuid()}`) + '/foretype.sock'
}

class Foretype {
  #waiting = new Map()
  #newest = 0

  async connect() {
    const open = () => once((this.socket = connect(address())), 'connect')
    await open().catch(() => open(spawnSync('foretype', ['-q', 'daemon', 'start'])))
    this.#read()
  }

  async #read() {
    for await (const [kind, msgid, error, result] of decodeMultiStream(this.socket)) {
      if (kind !== 1) continue
      this.#waiting.get(msgid)?.(error === null ? result : null)
      this.#waiting.delete(msgid)
    }
    for (const resolve of this.#waiting.values()) resolve(null)
  }

  /** The result, or null: superseded by a newer call, a method that an older daemon lacks, a daemon that left. */
  call(method, params = {}) {
    const msgid = ++this.#newest
    this.socket.write(encode([0, msgid, method, [params]]))
    return new Promise((resolve) => this.#waiting.set(msgid, resolve))
  }
}

const text = process.argv[2] ?? 'How are yo'
const daemon = new Foretype()
await daemon.connect()
const typed = [...text].map((_, i, all) => all.slice(0, i + 1).join('')) // a question a keystroke; the newest counts
const asked = typed.map((left_context) => daemon.call('suggest', { left_context, n: 3 }))
const { words } = (await Promise.all(asked)).at(-1)
for (const w of words) console.log(`${w.text}  ${w.probability.toFixed(2)}  insert '${w.completion}'`)
await daemon.call('accept', { text: words[0].completion + ' ' }) // taken: now the session's text ends with it
console.log(text + words[0].completion + ' ' + (await daemon.call('suggest', { n: 1 })).words[0].text)
daemon.socket.end()
