package dev.shadowland.shard.interest;

import java.util.SplittableRandom;
import java.util.TreeMap;

/** An order of made-up entities that come and go, without a view. */
public final class OrderRig {
    private final SplittableRandom random;
    private final IdOrder order = new IdOrder();

    /** Slots by id. */
    final TreeMap<Integer, Integer> slots = new TreeMap<>();

    private int nextSlot;

    /** So many entities with random ids. */
    public OrderRig(SplittableRandom random, int entities) {
        this.random = random;
        order.beginTick();
        while (slots.size() < entities) {
            add(1 + random.nextInt(Integer.MAX_VALUE - 1));
        }
        order.settle();
    }

    private void add(int id) {
        if (slots.putIfAbsent(id, nextSlot) == null) {
            order.onAdded(nextSlot++, id);
        }
    }

    /** The order. */
    public IdOrder order() {
        return order;
    }

    /** Some go and some come. */
    void change(int most) {
        order.beginTick();
        int going = random.nextInt(most + 1);
        for (int i = 0; i < going && !slots.isEmpty(); i++) {
            Integer id = slots.ceilingKey(random.nextInt(Integer.MAX_VALUE));
            int gone = id == null ? slots.firstKey() : id;
            order.onRemoved(slots.getOrDefault(gone, 0));
            slots.remove(gone);
        }
        int coming = random.nextInt(most + 1);
        for (int i = 0; i < coming; i++) {
            add(1 + random.nextInt(Integer.MAX_VALUE - 1));
        }
        order.settle();
    }
}
