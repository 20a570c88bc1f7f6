namespace Sluice.Twin.Scheduling;

/// <summary>Waiting requests, first come first served; a preempted one goes back to the front. A ring that grows but never shrinks.</summary>
sealed class SlotQueue
{
    int[] _ring = new int[16];
    int _head;

    public int Count { get; private set; }

    public int Peek() => _ring[_head];

    public int Pop()
    {
        var slot = _ring[_head];
        _head = (_head + 1) & (_ring.Length - 1);
        Count--;
        return slot;
    }

    public void PushBack(int slot)
    {
        Grow();
        _ring[(_head + Count++) & (_ring.Length - 1)] = slot;
    }

    public void PushFront(int slot)
    {
        Grow();
        _head = (_head - 1) & (_ring.Length - 1);
        _ring[_head] = slot;
        Count++;
    }

    /// <summary>Takes the first slot out that is wanted, the order of the others kept; null when there is none.</summary>
    public int? Remove(Predicate<int> wanted)
    {
        for (var i = 0; i < Count; i++)
        {
            var slot = _ring[(_head + i) & (_ring.Length - 1)];
            if (!wanted(slot)) continue;
            for (var j = i; j < Count - 1; j++) _ring[(_head + j) & (_ring.Length - 1)] = _ring[(_head + j + 1) & (_ring.Length - 1)];
            Count--;
            return slot;
        }

        return null;
    }

    public void Clear() => (_head, Count) = (0, 0);

    void Grow()
    {
        if (Count < _ring.Length) return;
        var larger = new int[_ring.Length * 2];
        for (var i = 0; i < Count; i++) larger[i] = _ring[(_head + i) & (_ring.Length - 1)];
        (_ring, _head) = (larger, 0);
    }
}
