package dev.shadowland.shard.interest;

/**
 * Sorts longs in place without allocating, which the JDK's own sort does for runs and long arrays.
 * Stateless.
 */
final class LongSort {
    private static final int INSERTION_LIMIT = 24;

    private LongSort() {}

    /** Sorts the first {@code count} values ascending. */
    static void sort(long[] values, int count) {
        quicksort(values, 0, count - 1);
    }

    private static void quicksort(long[] values, int from, int to) {
        int low = from;
        int high = to;
        while (high - low >= INSERTION_LIMIT) {
            int split = partition(values, low, high);
            if (split - low < high - split) {
                quicksort(values, low, split);
                low = split + 1;
            } else {
                quicksort(values, split + 1, high);
                high = split;
            }
        }
        insertion(values, low, high);
    }

    /**
     * Hoare's partition around the median of three: values up to the returned place are not above
     * the rest.
     */
    private static int partition(long[] values, int low, int high) {
        long a = values[low];
        long b = values[(low + high) >>> 1];
        long c = values[high];
        long pivot = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
        int left = low - 1;
        int right = high + 1;
        while (true) {
            do {
                left++;
            } while (values[left] < pivot);
            do {
                right--;
            } while (values[right] > pivot);
            if (left >= right) {
                return Math.min(right, high - 1);
            }
            long swapped = values[left];
            values[left] = values[right];
            values[right] = swapped;
        }
    }

    private static void insertion(long[] values, int low, int high) {
        for (int i = low + 1; i <= high; i++) {
            long value = values[i];
            int at = i;
            while (at > low && values[at - 1] > value) {
                values[at] = values[at - 1];
                at--;
            }
            values[at] = value;
        }
    }
}
