namespace Sluice.Twin.Scheduling;

/// <summary>
/// Bytes of the cache and who holds them. A sequence holds whole blocks of its own tokens plus its state; a shared prompt
/// beginning is held once by its group and stays after its users have gone, until its bytes are needed.
/// </summary>
sealed class CachePool(CacheShape shape, ServerSettings settings)
{
    readonly double _capacity = settings.CacheBytes ?? double.PositiveInfinity;
    readonly double _block = shape.TokenBytes * settings.BlockTokens;
    readonly double _windowBlock = shape.WindowTokenBytes * settings.BlockTokens;
    double[] _held = new double[16];   // by slot: own bytes
    int[] _reserved = new int[16];     // by slot: tokens there is room for
    int[] _shared = new int[16];       // by slot: tokens held by its group
    int[] _group = new int[16];        // by slot: −1 for none
    PrefixGroup[] _groups = new PrefixGroup[4];
    int _clock;

    /// <summary>Bytes in use, idle prefixes included.</summary>
    public double Used { get; private set; }

    /// <summary>The most bytes that were in use.</summary>
    public double Peak { get; private set; }

    /// <summary>Share of the pool in use; 0 when it is unlimited.</summary>
    public double Use => double.IsPositiveInfinity(_capacity) ? 0 : Used / _capacity;

    /// <summary>Whether a sequence of that many tokens can ever run.</summary>
    public bool CouldHold(int tokens) => Bytes(tokens, 0) <= _capacity;

    public void Open(int slot, int group)
    {
        if (slot >= _held.Length) Grow(slot);
        (_held[slot], _reserved[slot], _shared[slot]) = (0, 0, 0);
        _group[slot] = settings.PrefixCaching ? group : -1;
        if (group >= _groups.Length) Array.Resize(ref _groups, Math.Max(group + 1, _groups.Length * 2));
    }

    /// <summary>Tokens of the prompt that are cached already; the last token is always computed, since its output is needed.</summary>
    public int Hit(int slot, int prefixTokens, int totalTokens)
    {
        if (_group[slot] < 0) return 0;
        ref var group = ref _groups[_group[slot]];
        return Whole(Math.Min(group.Tokens, Math.Min(prefixTokens, totalTokens - 1)));
    }

    /// <summary>Uses a hit: the slot holds only what comes after it.</summary>
    public void Share(int slot, int tokens)
    {
        _shared[slot] = tokens;
        if (tokens == 0) return;
        ref var group = ref _groups[_group[slot]];
        group.Users++;
        group.LastUse = ++_clock;
    }

    /// <summary>Room for that many tokens in all; false, with nothing changed, when there is none even after idle prefixes went.</summary>
    public bool TryReserve(int slot, int tokens)
    {
        if (tokens <= _reserved[slot]) return true;
        var wanted = Bytes(tokens, _shared[slot]);
        var more = wanted - _held[slot];
        if (Used + more > _capacity && !Evict(more)) return false;
        Used += more;
        Peak = Math.Max(Peak, Used);
        _held[slot] = wanted;
        _reserved[slot] = Blocks(tokens) * settings.BlockTokens;
        return true;
    }

    /// <summary>Whether <see cref="TryReserve"/> would find room for that many tokens.</summary>
    public bool HasRoomFor(int slot, int tokens)
    {
        var more = Bytes(tokens, _shared[slot]) - _held[slot];
        if (Used + more <= _capacity) return true;
        for (var i = 0; i < _groups.Length; i++)
        {
            if (_groups[i].Users == 0) more -= Blocks(_groups[i].Tokens) * _block;
        }

        return Used + more <= _capacity;
    }

    /// <summary>Steps that a number of decodes can take for certain without running out.</summary>
    public int SafeSteps(int decodes)
    {
        if (double.IsPositiveInfinity(_capacity)) return int.MaxValue;
        var each = (_block + _windowBlock) * decodes;
        return each <= 0 ? int.MaxValue : (int)Math.Min(int.MaxValue, Math.Floor((_capacity - Used) / each) * settings.BlockTokens);
    }

    /// <summary>Gives the slot's computed prompt beginning to its group, as blocks are filled.</summary>
    public void Publish(int slot, int computed, int prefixTokens)
    {
        if (_group[slot] < 0) return;
        ref var group = ref _groups[_group[slot]];
        var filled = Whole(Math.Min(computed, prefixTokens));
        if (filled <= group.Tokens || _shared[slot] != group.Tokens) return;
        if (_shared[slot] == 0) group.Users++;
        _held[slot] -= Blocks(filled - group.Tokens) * _block;
        group.Tokens = filled;
        group.LastUse = ++_clock;
        _shared[slot] = filled;
    }

    public void Release(int slot)
    {
        Used -= _held[slot];
        if (_shared[slot] > 0) _groups[_group[slot]].Users--;
        (_held[slot], _reserved[slot], _shared[slot]) = (0, 0, 0);
    }

    bool Evict(double needed)
    {
        while (Used + needed > _capacity)
        {
            var oldest = -1;
            for (var i = 0; i < _groups.Length; i++)
            {
                if (_groups[i] is { Users: 0, Tokens: > 0 } && (oldest < 0 || _groups[i].LastUse < _groups[oldest].LastUse)) oldest = i;
            }

            if (oldest < 0) return false;
            Used -= Blocks(_groups[oldest].Tokens) * _block;
            _groups[oldest].Tokens = 0;
        }

        return true;
    }

    double Bytes(int tokens, int shared) =>
        shape.SequenceBytes + Blocks(tokens - shared) * _block + Blocks(Math.Min(tokens, shape.Window)) * _windowBlock;

    int Blocks(int tokens) => (tokens + settings.BlockTokens - 1) / settings.BlockTokens;

    int Whole(int tokens) => tokens / settings.BlockTokens * settings.BlockTokens;

    void Grow(int slot)
    {
        var size = Math.Max(slot + 1, _held.Length * 2);
        Array.Resize(ref _held, size);
        Array.Resize(ref _reserved, size);
        Array.Resize(ref _shared, size);
        Array.Resize(ref _group, size);
    }

    struct PrefixGroup
    {
        public int Tokens;
        public int Users;
        public int LastUse;
    }
}
