// A client of foretype in fifty lines, with npm's @msgpack/msgpack:  node client.mjs "How are yo"
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { lstatSync } from 'node:fs'
import { connect } from 'node:net'
import { decodeMultiStream, encode } from '@msgpack/msgpack'

function address() {
  const { FORETYPE_SOCKET: named, XDG_RUNTIME_DIR: runtime, XDG_STATE_HOME: state, HOME: home } = process.env
  const fallback = `${state || home + '/.local/state'}/foretype/run`
  return named || (runtime ? runtime + '/foretype' : fallback) + '/foretype.sock'
}
// Nobody else can have made it, nor reach it.
const mine = (place) => lstatSync(place).uid === process.getuid() && !(lstatSync(place).mode & 0o77)
class Foretype {
  #waiting = new Map()
  #newest = 0
  async connect() {
    spawnSync('foretype', ['-q', 'daemon', 'start']) // does nothing where one runs
    if (![address().replace(/\/[^/]*$/, ''), address()].every(mine)) throw Error(`${address()} is not mine alone`)
    await once((this.socket = connect(address())), 'connect')
    this.#read()
  }
  async #read() {
    for await (const [kind, msgid, error, result] of decodeMultiStream(this.socket)) {
      if (kind !== 1) continue
      this.#waiting.get(msgid)?.(error === null ? result : null)
      this.#waiting.delete(msgid)
    }
    for (const answer of this.#waiting.values()) answer(null)
  }

  /** The result, or null: superseded by a newer call, a method that an older daemon lacks, a daemon that left. */
  call(method, params = {}) {
    const msgid = ++this.#newest
    this.socket.write(encode([0, msgid, method, [params]]))
    return new Promise((answer) => this.#waiting.set(msgid, answer))
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
