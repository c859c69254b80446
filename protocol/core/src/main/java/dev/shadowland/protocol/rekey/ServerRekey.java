package dev.shadowland.protocol.rekey;

import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireWriter;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * The server's half, which alone starts: IDLE → PAIRING (a key pair is being made) → ASKING (the
 * request is repeated until answered) → AGREEING (the keys are being derived) → SWITCHING (until
 * the peer used the new key and the old one is gone) → IDLE.
 */
final class ServerRekey implements Rekey {
    private static final int MOST_REQUESTS = 20;
    private static final long LEAST_RESEND_NS = 100_000_000L;
    private static final long MOST_RESEND_NS = 2_000_000_000L;

    /**
     * A client that is heard learns of the new keys from every datagram; one that stays with the
     * old ones would keep them for ever. Longer than any silence that a heartbeat allows.
     */
    private static final long MOST_SWITCHING_NS = 30_000_000_000L;

    /** The age of the first keys counts from the first look at the clock. */
    private static final long UNKNOWN = Long.MIN_VALUE;

    private enum State {
        IDLE,
        PAIRING,
        ASKING,
        AGREEING,
        SWITCHING,
        CLOSED
    }

    private final RekeySettings settings;
    private final KeyAgreement agreement;
    private final KeyChain keys;
    private State state = State.IDLE;
    private @Nullable RekeyWork work;
    private boolean isOffered;
    private boolean isForced;
    private boolean isFailed;
    private long keyedAtNs = UNKNOWN;
    private long nextRequestNs;
    private long resendNs;
    private int requests;
    private boolean switchDue;
    private long switchingSinceNs;

    ServerRekey(RekeySettings settings, KeyAgreement agreement, KeyChain keys) {
        this.settings = settings;
        this.agreement = agreement;
        this.keys = keys;
    }

    @Override
    public void force() {
        isForced = true;
    }

    @Override
    public boolean isFailed() {
        return isFailed;
    }

    @Override
    public void onTime(long nowNs, long rtoNs) {
        switch (state) {
            case IDLE -> startWhenDue(nowNs);
            case PAIRING, AGREEING -> offer();
            case ASKING -> resendNs = resendNs == 0 ? bounded(rtoNs) : resendNs;
            case SWITCHING -> finishWhenSwitched(nowNs);
            case CLOSED -> {}
        }
    }

    private void startWhenDue(long nowNs) {
        keyedAtNs = keyedAtNs == UNKNOWN ? nowNs : keyedAtNs;
        boolean due =
                isForced
                        || keys.epochs().bytesUnderKey() >= settings.afterBytes()
                        || (settings.afterNs() != Long.MAX_VALUE
                                && nowNs - keyedAtNs >= settings.afterNs());
        if (due) {
            isForced = false;
            work = new RekeyWork(this::onWork, keys.epoch() + 1, true, keys.secret());
            state = State.PAIRING;
            isOffered = false;
            offer();
        }
    }

    /** Work is offered until there is room; inline agreement comes back before this returns. */
    private void offer() {
        RekeyWork waiting = work;
        if (waiting != null && !isOffered) {
            isOffered = true;
            isOffered = agreement.offer(waiting) || !isWaitingFor(waiting);
        }
    }

    private boolean isWaitingFor(RekeyWork waiting) {
        return work == waiting && (state == State.PAIRING || state == State.AGREEING);
    }

    private void onWork(RekeyWork done) {
        if (state == State.PAIRING) {
            state = State.ASKING;
            requests = 0;
            resendNs = 0;
            nextRequestNs = Long.MIN_VALUE;
        } else if (state == State.AGREEING) {
            onAgreed(done);
        } else {
            done.destroy();
        }
    }

    private void onAgreed(RekeyWork done) {
        work = null;
        byte[] derived = done.derived();
        if (derived == null) {
            done.destroy();
            isFailed = true;
            return;
        }
        keys.install(derived);
        done.destroy();
        state = State.SWITCHING;
        switchDue = true;
        switchingSinceNs = UNKNOWN;
    }

    private void finishWhenSwitched(long nowNs) {
        if (!keys.epochs().hasNext() && !keys.epochs().hasPrevious()) {
            state = State.IDLE;
            keyedAtNs = nowNs;
            return;
        }
        switchingSinceNs = switchingSinceNs == UNKNOWN ? nowNs : switchingSinceNs;
        isFailed |= keys.epochs().hasNext() && nowNs - switchingSinceNs >= MOST_SWITCHING_NS;
    }

    @Override
    public boolean onMessage(int epoch, byte[] clientKey) {
        RekeyWork asked = work;
        if (asked != null && epoch == asked.epoch()) {
            return onAnswer(asked, clientKey);
        }
        // A repeat on its way since an earlier rekey.
        return epoch >= 1 && epoch <= keys.epoch();
    }

    private boolean onAnswer(RekeyWork asked, byte[] clientKey) {
        if (state == State.AGREEING) {
            return Arrays.equals(clientKey, asked.peerKey());
        }
        if (state != State.ASKING || requests == 0) {
            return false;
        }
        asked.onPeerKey(clientKey);
        state = State.AGREEING;
        isOffered = false;
        offer();
        return true;
    }

    @Override
    public boolean isSendDue(long nowNs) {
        return switchDue || (state == State.ASKING && isRequestDue(nowNs));
    }

    private boolean isRequestDue(long nowNs) {
        return requests == 0 || nowNs - nextRequestNs >= 0;
    }

    @Override
    public void write(WireWriter writer, long nowNs) {
        switchDue = false;
        RekeyWork asking = work;
        if (state != State.ASKING || asking == null || !isRequestDue(nowNs)) {
            return;
        }
        byte[] key = asking.ownKey();
        if (key == null || writer.remaining() < KeySchedule.FRAME_LENGTH) {
            return;
        }
        if (requests++ == MOST_REQUESTS) {
            isFailed = true;
            return;
        }
        KeySchedule.writeFrame(writer, FrameType.REKEY_REQUEST, asking.epoch(), key);
        long waitNs = Math.max(resendNs, LEAST_RESEND_NS);
        nextRequestNs = nowNs + waitNs;
        resendNs = Math.min(2 * waitNs, MOST_RESEND_NS);
    }

    private static long bounded(long rtoNs) {
        return Math.clamp(rtoNs, LEAST_RESEND_NS, MOST_RESEND_NS);
    }

    @Override
    public void destroy() {
        boolean isAway = isOffered && (state == State.PAIRING || state == State.AGREEING);
        if (work != null && !isAway) {
            work.destroy();
        }
        work = null;
        state = State.CLOSED;
    }
}
