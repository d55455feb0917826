/**
 * Loaded before the program, by `node --import`: one name leads to this machine, as whoever owns a name can have it lead
 * wherever they like, and its port 443 is the one of a listener of the tests, since not everybody may listen on that.
 */
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

const { NAME_THAT_LEADS_HERE: name, PORT_OF_THE_LISTENER: port } = process.env;

const { lookup } = dns;
dns.lookup = (host, ...rest) => lookup(host === name ? '127.0.0.1' : host, ...rest);
syncBuiltinESMExports();

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function connectHere(...given) {
  const [options, ...rest] = given;
  const leadsHere = typeof options === 'object' && options.host === name;
  return leadsHere ? connect.call(this, { ...options, port: Number(port) }, ...rest) : connect.apply(this, given);
};
