package dev.shadowland.protocol.rekey;

import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireWriter;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * The client's half: answers a request, each repeat of it with the same key, and installs the keys
 * at once, so that the first datagram under the new key opens.
 */
final class ClientRekey implements Rekey {
    private final KeyAgreement agreement;
    private final KeyChain keys;
    private @Nullable RekeyWork work;
    private byte @Nullable [] serverKey;
    private byte @Nullable [] answer;
    private int answerEpoch;
    private boolean isOffered;
    private boolean answerDue;
    private boolean isFailed;
    private boolean isClosed;

    ClientRekey(KeyAgreement agreement, KeyChain keys) {
        this.agreement = agreement;
        this.keys = keys;
    }

    @Override
    public void force() {
        throw new IllegalStateException("only the server starts a rekey");
    }

    @Override
    public boolean isFailed() {
        return isFailed;
    }

    @Override
    public boolean onMessage(int epoch, byte[] requestedKey) {
        int newest = keys.epoch() + (work == null ? 0 : 1);
        if (epoch >= 1 && epoch <= newest) {
            return epoch < newest || onRepeat(requestedKey);
        }
        if (epoch != newest + 1 || work != null || keys.epochs().hasNext()) {
            return false;
        }
        serverKey = requestedKey;
        RekeyWork fresh = new RekeyWork(this::onWork, epoch, false, keys.secret());
        fresh.onPeerKey(requestedKey);
        work = fresh;
        isOffered = false;
        offer();
        return true;
    }

    /** The server asks again: it did not hear the answer, unless it used the keys by now. */
    private boolean onRepeat(byte[] requestedKey) {
        answerDue |= answer != null && keys.epochs().hasNext();
        return Arrays.equals(requestedKey, serverKey);
    }

    private void offer() {
        RekeyWork waiting = work;
        if (waiting != null && !isOffered) {
            isOffered = true;
            isOffered = agreement.offer(waiting) || work != waiting;
        }
    }

    private void onWork(RekeyWork done) {
        work = null;
        byte[] derived = done.derived();
        if (isClosed || derived == null) {
            isFailed = derived == null;
            done.destroy();
            return;
        }
        keys.install(derived);
        answer = done.ownKey();
        answerEpoch = done.epoch();
        answerDue = true;
        done.destroy();
    }

    @Override
    public void onTime(long nowNs, long rtoNs) {
        offer();
    }

    @Override
    public boolean isSendDue(long nowNs) {
        return answerDue;
    }

    @Override
    public void write(WireWriter writer, long nowNs) {
        byte[] key = answer;
        if (answerDue && key != null && writer.remaining() >= KeySchedule.FRAME_LENGTH) {
            KeySchedule.writeFrame(writer, FrameType.REKEY_RESPONSE, answerEpoch, key);
            answerDue = false;
        }
    }

    @Override
    public void destroy() {
        if (work != null && !isOffered) {
            work.destroy();
        }
        isClosed = true;
    }
}
