package dev.shadowland.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.wire.PacketHeader;

import org.agrona.MutableDirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AeadSelectionTest {
    /** How a faulty library may be wrong. */
    enum Fault {
        OTHER_TAG,
        TAG_NOT_CHECKED,
        HEADER_NOT_CHECKED,
        REFUSES_ALL,
        WRONG_NEAR_THE_END
    }

    private record Faulty(Fault fault) implements Aead.Provider {
        @Override
        public String name() {
            return "faulty";
        }

        @Override
        public Aead forSealing(byte[] key) {
            return new FaultyAead(fault, BouncyCastleAead.PROVIDER.forSealing(key));
        }

        @Override
        public Aead forOpening(byte[] key) {
            return new FaultyAead(fault, BouncyCastleAead.PROVIDER.forOpening(key));
        }
    }

    private record FaultyAead(Fault fault, Aead right) implements Aead {
        @Override
        public int seal(MutableDirectBuffer datagram, int offset, int plaintextLength) {
            int length = right.seal(datagram, offset, plaintextLength);
            boolean wrong =
                    fault == Fault.OTHER_TAG
                            || (fault == Fault.WRONG_NEAR_THE_END && plaintextLength > 1168);
            if (wrong) {
                datagram.putByte(offset + length - 1, (byte) 0);
                datagram.putByte(offset + length - 2, (byte) 0);
            }
            return length;
        }

        @Override
        public int open(MutableDirectBuffer datagram, int offset, int length) {
            int opened = fault == Fault.REFUSES_ALL ? -1 : right.open(datagram, offset, length);
            boolean trusting = fault == Fault.TAG_NOT_CHECKED || fault == Fault.HEADER_NOT_CHECKED;
            return opened < 0 && trusting
                    ? length - PacketHeader.LENGTH - PacketHeader.TAG_LENGTH
                    : opened;
        }

        @Override
        public void destroy() {
            right.destroy();
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void shouldFallBackAndSayWhyWhenTheLibraryIsWrong(Fault fault) {
        AeadSelection selection = AeadSelection.tested(new Faulty(fault));

        assertThat(selection.provider()).isSameAs(BouncyCastleAead.PROVIDER);
        assertThat(selection.problem()).startsWith("faulty failed its test: it ");
        assertThat(selection.text()).startsWith("bouncycastle (faulty failed its test");
    }

    @Test
    void shouldTakeBouncyCastleWithoutAProblemWhenItIsWanted() {
        AeadSelection selection = AeadSelection.choose(AeadChoice.BOUNCYCASTLE);

        assertThat(selection.provider()).isSameAs(BouncyCastleAead.PROVIDER);
        assertThat(selection.text()).isEqualTo("bouncycastle");
    }

    @Test
    void shouldTakeLibsodiumOrSayWhyNot() {
        AeadSelection selection = AeadSelection.choose(AeadChoice.AUTO);

        assertThat(selection.provider().name().startsWith("libsodium"))
                .isEqualTo(selection.problem() == null);
    }

    @Test
    void shouldPassItsOwnTest() {
        assertThat(AeadSelfTest.problemOf(BouncyCastleAead.PROVIDER, BouncyCastleAead.PROVIDER))
                .isNull();
    }
}
