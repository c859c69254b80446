package dev.shadowland.loadtest;

import dev.shadowland.protocol.crypto.Aead;

import org.agrona.MutableDirectBuffer;

import java.util.function.BooleanSupplier;

/** A cipher that throws from some moment on, as one with a bug would. */
record BreakingAead(Aead real, BooleanSupplier isBroken) implements Aead {

    /** Makes them. */
    record Provider(Aead.Provider real, BooleanSupplier isBroken) implements Aead.Provider {
        @Override
        public String name() {
            return real.name();
        }

        @Override
        public Aead forSealing(byte[] key) {
            return new BreakingAead(real.forSealing(key), isBroken);
        }

        @Override
        public Aead forOpening(byte[] key) {
            return new BreakingAead(real.forOpening(key), isBroken);
        }

        @Override
        public Aead.Provider forAnotherThread() {
            return new Provider(real.forAnotherThread(), isBroken);
        }
    }

    private void requireWhole() {
        if (isBroken.getAsBoolean()) {
            throw new IllegalStateException("broken on purpose");
        }
    }

    @Override
    public int seal(MutableDirectBuffer datagram, int offset, int plaintextLength) {
        requireWhole();
        return real.seal(datagram, offset, plaintextLength);
    }

    @Override
    public int open(MutableDirectBuffer datagram, int offset, int length) {
        requireWhole();
        return real.open(datagram, offset, length);
    }

    @Override
    public void destroy() {
        real.destroy();
    }
}
