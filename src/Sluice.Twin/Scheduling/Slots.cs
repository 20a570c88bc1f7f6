namespace Sluice.Twin.Scheduling;

/// <summary>The requests a server knows, as columns; a slot is used again once its request is done.</summary>
sealed class Slots
{
    int[] _free = new int[16];
    int _freeCount;
    int _used;

    public int[] Id = new int[16];
    public int[] Prompt = new int[16];
    public int[] Output = new int[16];
    public int[] Done = new int[16];        // generated tokens
    public int[] Computed = new int[16];    // tokens whose keys and values are cached
    public int[] Planned = new int[16];     // prompt tokens of the planned step; 0 is a decode
    public int[] PrefixTokens = new int[16];

    public int Take()
    {
        if (_freeCount > 0) return _free[--_freeCount];
        if (_used == Id.Length) Grow();
        return _used++;
    }

    public void Give(int slot)
    {
        if (_freeCount == _free.Length) Array.Resize(ref _free, _free.Length * 2);
        _free[_freeCount++] = slot;
    }

    public void Clear() => (_used, _freeCount) = (0, 0);

    void Grow()
    {
        var size = Id.Length * 2;
        Array.Resize(ref Id, size);
        Array.Resize(ref Prompt, size);
        Array.Resize(ref Output, size);
        Array.Resize(ref Done, size);
        Array.Resize(ref Computed, size);
        Array.Resize(ref Planned, size);
        Array.Resize(ref PrefixTokens, size);
    }
}
