package dev.shadowland.shard.columns;

import dev.shadowland.protocol.message.InputCommand;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Inputs that players have sent and that are not consumed yet, at most {@value #CAPACITY} each, in
 * the order of their numbers. A number is taken once; one that never came is not waited for. Owned
 * by the cell's thread.
 */
public final class InputQueues {
    /**
     * Most inputs queued per player: as many as there is credit for, of one step each as they are
     * while a client turns. A power of two.
     */
    public static final int CAPACITY = 32;

    /** No input. */
    public static final long NONE = 0;

    /** Bytes of one input in a handover: number u32, input 6. */
    public static final int PACKED_SIZE = 4 + InputCommand.SIZE;

    /** What of a player's inputs will never be applied, although its client has moved by them. */
    public enum Loss {
        NONE,
        /** Older ones that never came. */
        GAP,
        /** The oldest that was queued: it had to make room. */
        OLDEST
    }

    private long[] inputs;
    private long[] numbers;
    private int[] heads;
    private int[] counts;
    private int[] steps;
    private long[] newest;
    private long[] processed;

    InputQueues(int players) {
        inputs = new long[players * CAPACITY];
        numbers = new long[players * CAPACITY];
        heads = new int[players];
        counts = new int[players];
        steps = new int[players];
        newest = new long[players];
        processed = new long[players];
    }

    /** Empties a player's queue; the next input taken has a number above {@code lastInput}. */
    public void clear(int slot, long lastInput) {
        heads[slot] = 0;
        counts[slot] = 0;
        steps[slot] = 0;
        newest[slot] = lastInput;
        processed[slot] = lastInput;
    }

    /** Number of the newest input that is wholly consumed. */
    public long processed(int slot) {
        return processed[slot];
    }

    /** Steps that are queued. */
    public int steps(int slot) {
        return steps[slot];
    }

    /** Queues an input unless its number was taken before; returns which older ones are lost. */
    public Loss offer(int slot, long number, long input) {
        if (number <= newest[slot]) {
            return Loss.NONE;
        }
        boolean follows = number == newest[slot] + 1;
        boolean full = counts[slot] == CAPACITY;
        if (full) {
            dropOldest(slot);
        }
        int at = at(slot, counts[slot]++);
        inputs[at] = input;
        numbers[at] = number;
        newest[slot] = number;
        steps[slot] += InputCommand.steps(input);
        return full ? Loss.OLDEST : follows ? Loss.NONE : Loss.GAP;
    }

    /** Consumes one step and returns the input that it belongs to, or {@link #NONE}. */
    public long takeStep(int slot) {
        if (counts[slot] == 0) {
            return NONE;
        }
        int at = at(slot, 0);
        long input = inputs[at];
        steps[slot]--;
        if (InputCommand.steps(input) > 1) {
            inputs[at] = InputCommand.withoutOneStep(input);
        } else {
            popOldest(slot, at);
        }
        return input;
    }

    private void dropOldest(int slot) {
        int at = at(slot, 0);
        steps[slot] -= InputCommand.steps(inputs[at]);
        popOldest(slot, at);
    }

    private void popOldest(int slot, int at) {
        processed[slot] = numbers[at];
        counts[slot]--;
        heads[slot] = counts[slot] == 0 ? 0 : heads[slot] + 1; // what is used stays near
    }

    /**
     * Writes a player's queue for a handover; {@link #PACKED_SIZE} bytes each. Returns the bytes.
     */
    public int write(int slot, MutableDirectBuffer buffer, int offset) {
        int out = offset;
        for (int i = 0; i < counts[slot]; i++) {
            int at = at(slot, i);
            buffer.putInt(out, (int) numbers[at], ByteOrder.LITTLE_ENDIAN);
            buffer.putInt(out + 4, (int) inputs[at], ByteOrder.LITTLE_ENDIAN);
            buffer.putShort(out + 8, (short) (inputs[at] >>> 32), ByteOrder.LITTLE_ENDIAN);
            out += PACKED_SIZE;
        }
        return out - offset;
    }

    /** Whether bytes are a queue as {@link #write} writes it. */
    public static boolean isValid(DirectBuffer buffer, int offset, int length) {
        if (length % PACKED_SIZE != 0 || length / PACKED_SIZE > CAPACITY) {
            return false;
        }
        for (int at = offset; at < offset + length; at += PACKED_SIZE) {
            if (!InputCommand.isValid(input(buffer, at))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Appends a queue from a handover to the player's own; numbers that are not above the newest
     * are skipped. Losses need not be told: whoever is taken over is told its place anew.
     */
    public void read(int slot, DirectBuffer buffer, int offset, int length) {
        for (int at = offset; at < offset + length; at += PACKED_SIZE) {
            offer(
                    slot,
                    buffer.getInt(at, ByteOrder.LITTLE_ENDIAN) & 0xFFFF_FFFFL,
                    input(buffer, at));
        }
    }

    private static long input(DirectBuffer buffer, int at) {
        return (buffer.getInt(at + 4, ByteOrder.LITTLE_ENDIAN) & 0xFFFF_FFFFL)
                | (buffer.getShort(at + 8, ByteOrder.LITTLE_ENDIAN) & 0xFFFFL) << 32;
    }

    private int at(int slot, int place) {
        return slot * CAPACITY + ((heads[slot] + place) & (CAPACITY - 1));
    }

    void grow(int players) {
        inputs = Arrays.copyOf(inputs, players * CAPACITY);
        numbers = Arrays.copyOf(numbers, players * CAPACITY);
        heads = Arrays.copyOf(heads, players);
        counts = Arrays.copyOf(counts, players);
        steps = Arrays.copyOf(steps, players);
        newest = Arrays.copyOf(newest, players);
        processed = Arrays.copyOf(processed, players);
    }
}
