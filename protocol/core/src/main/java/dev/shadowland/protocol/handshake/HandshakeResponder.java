package dev.shadowland.protocol.handshake;

import dev.shadowland.protocol.limits.AddressLimits;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.PacketHeader;
import dev.shadowland.protocol.wire.PeerAddress;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The server's half of the handshake up to ConnectionAccepted, sans I/O: plaintext datagrams and
 * time in, replies out. Before a good cookie it keeps nothing per address and does no public-key
 * work, and no reply exceeds its request. Owned by one worker's thread.
 */
public final class HandshakeResponder {
    private static final long NS_PER_MS = 1_000_000;

    private final PlaintextDatagram datagrams = new PlaintextDatagram();
    private final LinkedHashMap<Key, HalfOpen> halfOpen = new LinkedHashMap<>();
    private final Map<Ip, Integer> perAddress = new HashMap<>();
    private final Int2ObjectHashMap<HalfOpen> byConnectionId = new Int2ObjectHashMap<>();
    private final PlaintextDatagram.ReceivedConnect connect =
            new PlaintextDatagram.ReceivedConnect();
    private final byte[] cookie = new byte[CookieJar.LENGTH];
    private final HandshakeSettings settings;
    private final CookieJar jar;
    private final CookieThrottle throttle;
    private final StrangerHash hash;
    private final ConnectionIds ids;
    private final KeyWork.Queue keyWork;
    private final Consumer<DropReason> drops;
    private @Nullable AddressLimits limits;
    private @Nullable DenyReason denial;

    /** Whose a half-open is, under a hash that {@link StrangerHash} made of the rest. */
    record Key(PeerAddress address, ByteBuffer clientKey, int version, int hash) {
        @Override
        public int hashCode() {
            return hash;
        }
    }

    /** IPv4 whole; of IPv6 the /64, for whoever has one address there has all of them. */
    private record Ip(long hi, long lo) {
        private static Ip of(PeerAddress address) {
            boolean mappedV4 = address.hi() == 0 && address.lo() >>> 32 == 0xFFFF;
            return new Ip(address.hi(), mappedV4 ? address.lo() : 0);
        }
    }

    /**
     * A responder.
     *
     * @param random secure outside of tests
     * @param ids where connection ids come from, shared with the worker's table
     * @param keyWork takes the public-key work; {@link #onKeys} takes it back
     * @param drops counts what is discarded
     */
    public HandshakeResponder(
            HandshakeSettings settings,
            RandomGenerator random,
            ConnectionIds ids,
            KeyWork.Queue keyWork,
            Consumer<DropReason> drops) {
        this.settings = settings;
        this.ids = ids;
        this.keyWork = keyWork;
        this.drops = drops;
        jar = new CookieJar(random, settings.cookieLifetimeMs());
        throttle = new CookieThrottle(settings, random.nextLong());
        hash = new StrangerHash(random);
    }

    /** Has these limits apply to whoever shows a good cookie. */
    public void limitBy(AddressLimits addressLimits) {
        limits = addressLimits;
    }

    /** Refuses every new connection from now on, with this reason; null takes them again. */
    public void denyAll(@Nullable DenyReason reason) {
        denial = reason;
    }

    /**
     * Takes a datagram with a zero connection id.
     *
     * @param hi upper half of the sender's address
     * @param lo lower half of it
     * @param reply where an answer is written, 1200 bytes from index 0
     * @return length of the answer to send back to the same address, 0 for none
     */
    public int onDatagram(
            long nowNs,
            long hi,
            long lo,
            int port,
            DirectBuffer buffer,
            int offset,
            int length,
            MutableDirectBuffer reply) {
        DropReason wrong = datagrams.check(buffer, offset, length);
        if (wrong == null && PlaintextDatagram.type(buffer, offset) != FrameType.CONNECT) {
            wrong = DropReason.UNEXPECTED_TYPE;
        }
        if (wrong == null && length != PacketHeader.MAX_DATAGRAM) {
            wrong = DropReason.CONNECT_NOT_PADDED;
        }
        if (wrong == null && !datagrams.readConnect(buffer, offset, length, connect)) {
            wrong = DropReason.MALFORMED_FRAME;
        }
        if (wrong != null) {
            return drop(wrong);
        }
        return connect.hasCookie()
                ? onCookie(nowNs, hi, lo, port, reply)
                : sendCookie(nowNs / NS_PER_MS, hi, lo, port, reply);
    }

    private int sendCookie(long nowMs, long hi, long lo, int port, MutableDirectBuffer reply) {
        if (!throttle.tryTake(nowMs, hi, lo)) {
            return drop(DropReason.COOKIE_THROTTLED);
        }
        jar.bake(nowMs, hi, lo, port, connect.clientKey(), cookie);
        return datagrams.writeCookie(reply, 0, connect.clientKey(), cookie);
    }

    /** Only what has a good cookie gets an object. */
    private int onCookie(long nowNs, long hi, long lo, int port, MutableDirectBuffer reply) {
        if (!jar.isGood(nowNs / NS_PER_MS, hi, lo, port, connect.clientKey(), connect.cookie())) {
            return drop(DropReason.BAD_COOKIE);
        }
        PeerAddress from = new PeerAddress(hi, lo, port);
        byte[] clientKey = connect.clientKey().clone();
        Key key = key(from, clientKey, connect.version());
        HalfOpen known = halfOpen.get(key);
        if (known != null) {
            return repeat(known, reply);
        }
        if (limits != null && !limits.admits(from, nowNs)) {
            return drop(DropReason.ADDRESS_LIMITED);
        }
        return open(nowNs, key, clientKey);
    }

    Key key(PeerAddress from, byte[] clientKey, int version) {
        ByteBuffer bytes = ByteBuffer.wrap(clientKey);
        return new Key(from, bytes, version, hash.of(from, bytes, version));
    }

    private Key key(HalfOpen half) {
        return key(half.address(), half.clientKey(), half.version());
    }

    private int repeat(HalfOpen half, MutableDirectBuffer reply) {
        byte[] stored = half.reply();
        if (stored == null) {
            return 0;
        }
        reply.putBytes(0, stored);
        return stored.length;
    }

    private int open(long nowNs, Key key, byte[] clientKey) {
        Ip ip = Ip.of(key.address);
        int ofAddress = perAddress.getOrDefault(ip, 0);
        if (halfOpen.size() >= settings.maxHalfOpen()
                || ofAddress >= settings.maxHalfOpenPerAddress()) {
            return drop(DropReason.HALF_OPEN_FULL);
        }
        boolean spoken =
                key.version >= ProtocolVersion.OLDEST && key.version <= ProtocolVersion.CURRENT;
        if (!spoken) {
            drops.accept(DropReason.BAD_VERSION);
        }
        DenyReason deny = spoken ? denial : DenyReason.UNSUPPORTED_VERSION;
        int connectionId = deny == null ? ids.take() : 0;
        HalfOpen half = new HalfOpen(key.address, clientKey, key.version, connectionId, nowNs);
        if (!keyWork.offer(new KeyWork(half, clientKey, connectionId, deny))) {
            ids.giveBack(connectionId);
            return drop(DropReason.KEY_WORK_FULL);
        }
        halfOpen.put(key, half);
        perAddress.put(ip, ofAddress + 1);
        if (connectionId != 0) {
            byConnectionId.put(connectionId, half);
        }
        return 0;
    }

    /**
     * Takes finished public-key work back.
     *
     * @return length of the datagram in {@code reply} to send to the half-open's address, 0 when it
     *     is gone by now
     */
    public int onKeys(KeyWork.Done done, MutableDirectBuffer reply) {
        if (halfOpen.get(key(done.half())) != done.half()) {
            if (done.keys() != null) {
                done.keys().destroy();
            }
            return 0;
        }
        done.half().onKeys(done.reply(), done.keys());
        return repeat(done.half(), reply);
    }

    /** The half-open connection of a sealed datagram's id, when its keys are ready. */
    public @Nullable HalfOpen find(int connectionId) {
        HalfOpen half = byConnectionId.get(connectionId);
        return half == null || half.keys() == null ? null : half;
    }

    /** The first datagram opened: the connection moves to the worker's table with its id. */
    public void onProven(HalfOpen half) {
        forget(half);
    }

    /** Ends half-open connections that took too long. */
    public void onHousekeeping(long nowNs) {
        Iterator<HalfOpen> oldestFirst = halfOpen.values().iterator();
        while (oldestFirst.hasNext()) {
            HalfOpen half = oldestFirst.next();
            if (nowNs - half.createdNs() < settings.halfOpenLifetimeMs() * NS_PER_MS) {
                return;
            }
            oldestFirst.remove();
            countDown(half);
            byConnectionId.remove(half.connectionId());
            half.destroy();
            release(half, nowNs);
        }
    }

    /** Half-open connections at present. */
    public int halfOpenCount() {
        return halfOpen.size();
    }

    private void forget(HalfOpen half) {
        halfOpen.remove(key(half));
        countDown(half);
        byConnectionId.remove(half.connectionId());
    }

    private void countDown(HalfOpen half) {
        Ip ip = Ip.of(half.address());
        perAddress.computeIfPresent(ip, (_, count) -> count > 1 ? count - 1 : null);
    }

    private void release(HalfOpen half, long nowNs) {
        if (half.connectionId() != 0) {
            ids.free(half.connectionId(), nowNs);
        }
    }

    private int drop(DropReason reason) {
        drops.accept(reason);
        return 0;
    }
}
