package dev.shadowland.transport.datagram;

import dev.shadowland.transport.datagram.linux.Errno;
import dev.shadowland.transport.status.Counters;

/**
 * Gets a batch out in as few calls as the kernel allows: it stops at each datagram that it cannot
 * send, which costs that one and none behind it, unless there is no room at all.
 */
final class SendLoop {
    /** One system call. */
    @FunctionalInterface
    interface Call {
        /**
         * Sends from {@code first} on; returns how many went, at least 1, or {@code -errno} of the
         * first.
         */
        int send(int first, int count);
    }

    private final Call call;
    private final Counters counters;

    SendLoop(Call call, Counters counters) {
        this.call = call;
        this.counters = counters;
    }

    /**
     * Sends slots 0..{@code count} − 1 and counts what became of them.
     *
     * @param lengths bytes of each slot
     * @return datagrams taken by the kernel
     */
    int run(int count, int[] lengths) {
        int next = 0;
        int sent = 0;
        long bytes = 0;
        while (next < count) {
            int result = call.send(next, count - next);
            if (result > 0) {
                for (int i = 0; i < result; i++) {
                    bytes += lengths[next + i];
                }
                next += result;
                sent += result;
            } else if (Errno.isFull(-result)) {
                counters.add(DatagramCount.DROPPED_SEND_BUFFER_FULL, count - next);
                break;
            } else if (result != -Errno.EINTR) {
                counters.increment(DatagramCount.DROPPED_SEND_ERROR);
                next++;
            }
        }
        counters.add(DatagramCount.DATAGRAMS_OUT, sent);
        counters.add(DatagramCount.BYTES_OUT, bytes);
        return sent;
    }
}
