using Sluice.Twin.Costs;

namespace Sluice.Twin.Scheduling;

/// <summary>
/// One replica of a vLLM-like server with no clock of its own: the caller asks for a plan, waits (in virtual or real time) and
/// completes it. Each step gives every running decode a token and the rest of the budget to prompts, first come first served;
/// when the cache is full the newest running sequence is preempted and computed again later (vLLM V1's scheduler).
/// Planning and completing allocate nothing once the columns have grown.
/// </summary>
public sealed class ModelServer
{
    readonly StepCost _cost;
    readonly ServerSettings _settings;
    readonly CacheShape _shape;
    readonly Slots _slots = new();
    readonly SlotQueue _waiting = new();
    CachePool _cache;
    int[] _running = new int[16];   // slots in order of admission
    int[] _started = new int[16];   // ids that got their first token in the last completed plan
    int[] _finished = new int[16];  // ids that got their last
    int[] _emitted = new int[16];   // ids that got a token in it
    int _startedCount;
    int _finishedCount;
    int _emittedCount;

    public ModelServer(StepCost cost, ServerSettings settings, CacheShape shape)
    {
        _cost = cost;
        _settings = settings.Checked();
        _shape = shape;
        _cache = new CachePool(shape, settings);
    }

    public int Running { get; private set; }

    public int Waiting => _waiting.Count;

    /// <summary>Times a running sequence was thrown out for want of cache.</summary>
    public int Preemptions { get; private set; }

    /// <summary>Prompt tokens that were found in the prefix cache.</summary>
    public long CachedTokens { get; private set; }

    /// <summary>Steps completed.</summary>
    public long Steps { get; private set; }

    /// <summary>Tokens generated.</summary>
    public long Generated { get; private set; }

    /// <summary>Share of the cache in use now.</summary>
    public double CacheUse => _cache.Use;

    /// <summary>The most bytes of cache that were in use.</summary>
    public double CachePeak => _cache.Peak;

    /// <summary>Ids whose first token came with the last completed plan.</summary>
    public ReadOnlySpan<int> Started => _started.AsSpan(0, _startedCount);

    /// <summary>Ids whose last token came with it.</summary>
    public ReadOnlySpan<int> Finished => _finished.AsSpan(0, _finishedCount);

    /// <summary>Keeps <see cref="Emitted"/>, for callers that hand out single tokens.</summary>
    public bool NotesTokens { get; init; }

    /// <summary>Ids that got a token with the last completed plan of one step; empty without <see cref="NotesTokens"/>.</summary>
    public ReadOnlySpan<int> Emitted => _emitted.AsSpan(0, _emittedCount);

    /// <summary>Whether a request of that size can ever fit the cache.</summary>
    public bool CouldRun(int prompt, int output) => _cache.CouldHold(prompt + output - 1);

    /// <summary>Queues a request; false when its context can never fit the cache.</summary>
    /// <param name="id">The caller's own, given back in <see cref="Started"/> and <see cref="Finished"/>.</param>
    /// <param name="prefixGroup">Requests of one group begin with the same tokens; −1 for none.</param>
    public bool TrySubmit(int id, int prompt, int output, int prefixGroup = -1, int prefixTokens = 0)
    {
        if (prompt < 1 || output < 1) throw new ArgumentException($"request {id}: {prompt} prompt and {output} output tokens; allowed: 1 and up");
        if (!CouldRun(prompt, output)) return false;
        var slot = _slots.Take();
        (_slots.Id[slot], _slots.Prompt[slot], _slots.Output[slot]) = (id, prompt, output);
        (_slots.Done[slot], _slots.Computed[slot], _slots.PrefixTokens[slot]) = (0, 0, prefixTokens);
        _cache.Open(slot, prefixGroup);
        _waiting.PushBack(slot);
        return true;
    }

    /// <summary>Takes a request out, wherever it is, and frees what it held; false when it is not here. Not between a plan and its completion.</summary>
    public bool Remove(int id)
    {
        for (var i = 0; i < Running; i++)
        {
            var slot = _running[i];
            if (_slots.Id[slot] != id) continue;
            _running.AsSpan(i + 1, --Running - i).CopyTo(_running.AsSpan(i));
            _cache.Release(slot);
            _slots.Give(slot);
            return true;
        }

        if (_waiting.Remove(slot => _slots.Id[slot] == id) is not { } waiting) return false;
        _slots.Give(waiting);
        return true;
    }

    /// <summary>Forgets every request and figure.</summary>
    public void Reset()
    {
        _slots.Clear();
        _waiting.Clear();
        _cache = new CachePool(_shape, _settings);
        (Running, Preemptions, CachedTokens, Steps, Generated) = (0, 0, 0, 0, 0);
        (_startedCount, _finishedCount, _emittedCount) = (0, 0, 0);
    }

    /// <summary>Decides the next step; false when there is nothing to do.</summary>
    /// <param name="room">Seconds until something may arrive; a stretch of decodes ends with the first step at or past it. Infinity when nothing will.</param>
    /// <param name="stepwise">One step at a time, as real time needs.</param>
    public bool TryPlan(double room, bool stepwise, out StepPlan plan)
    {
        var shape = default(StepShape);
        var budget = _settings.MaxBatchedTokens;
        var scheduled = ScheduleRunning(ref shape, ref budget, out var preempted);
        if (!preempted && scheduled == Running) scheduled = Admit(scheduled, ref shape, ref budget);
        if (scheduled == 0)
        {
            plan = default;
            return false;
        }

        var seconds = _cost.Seconds(shape);
        var steps = 1;
        if (!stepwise && !preempted && shape.Prefill == 0 && scheduled == Running) steps = Stretch(shape, room, ref seconds);
        plan = new StepPlan(steps, seconds, scheduled, shape.Decodes, shape.Prefill);
        return true;
    }

    /// <summary>Applies a plan: tokens are given out, finished sequences leave.</summary>
    public void Complete(in StepPlan plan)
    {
        (_startedCount, _finishedCount, _emittedCount) = (0, 0, 0);
        Steps += plan.Steps;
        var kept = 0;
        for (var i = 0; i < Running; i++)
        {
            var slot = _running[i];
            if (i < plan.Scheduled && Advance(slot, plan.Steps))
            {
                Note(ref _finished, ref _finishedCount, _slots.Id[slot]);
                _cache.Release(slot);
                _slots.Give(slot);
            }
            else
            {
                _running[kept++] = slot;
            }
        }

        Running = kept;
    }

    int ScheduleRunning(ref StepShape shape, ref int budget, out bool preempted)
    {
        preempted = false;
        var i = 0;
        for (; i < Running && budget > 0; i++)
        {
            var slot = _running[i];
            var need = Need(slot);
            var tokens = Math.Min(need, budget);
            while (!_cache.TryReserve(slot, _slots.Computed[slot] + tokens))
            {
                preempted = true;
                Preempt(_running[--Running]);
                if (i == Running) return i;
            }

            Take(slot, tokens, need, ref shape);
            budget -= tokens;
        }

        return i;
    }

    int Admit(int scheduled, ref StepShape shape, ref int budget)
    {
        while (_waiting.Count > 0 && Running < _settings.MaxSequences && budget > 0)
        {
            var slot = _waiting.Peek();
            var total = _slots.Prompt[slot] + _slots.Done[slot];
            if (!TryEnter(slot, total, budget, out var hit, out var tokens)) break;
            _waiting.Pop();
            _slots.Computed[slot] = hit;
            CachedTokens += hit;
            if (Running == _running.Length) Array.Resize(ref _running, Running * 2);
            _running[Running++] = slot;
            Take(slot, tokens, total - hit, ref shape);
            budget -= tokens;
            scheduled++;
        }

        return scheduled;
    }

    /// <summary>Room for a waiting sequence's next tokens, with what the prefix cache holds of it; when it is alone and even so too large, without.</summary>
    bool TryEnter(int slot, int total, int budget, out int hit, out int tokens)
    {
        hit = _cache.Hit(slot, _slots.PrefixTokens[slot], total);
        tokens = Math.Min(total - hit, budget);
        _cache.Share(slot, hit);
        if ((!_settings.AdmitOnlyWhole || _cache.HasRoomFor(slot, total)) && _cache.TryReserve(slot, hit + tokens)) return true;
        _cache.Release(slot);
        if (Running > 0 || hit == 0) return false;
        (hit, tokens) = (0, Math.Min(total, budget));
        return _cache.TryReserve(slot, tokens);
    }

    /// <summary>Tokens a running sequence has to compute before it can sample: 1 when it decodes.</summary>
    int Need(int slot) => Math.Max(1, _slots.Prompt[slot] + _slots.Done[slot] - _slots.Computed[slot]);

    /// <summary>A decode computes the one token it generated last; everything else is prompt, or is computed again.</summary>
    bool Decoding(int slot) => _slots.Done[slot] > 0 && _slots.Computed[slot] == _slots.Prompt[slot] + _slots.Done[slot] - 1;

    void Take(int slot, int tokens, int need, ref StepShape shape)
    {
        if (Decoding(slot))
        {
            long context = _slots.Computed[slot] + 1;
            _slots.Planned[slot] = 0;
            shape.Decodes++;
            shape.Samples++;
            shape.Context += context;
            shape.WindowContext += Math.Min(context, _cost.Window);
            return;
        }

        long before = _slots.Computed[slot];
        _slots.Planned[slot] = tokens;
        shape.Prefill += tokens;
        shape.PrefillPositions += tokens * before + tokens * (tokens - 1L) / 2;
        if (tokens == need) shape.Samples++;
        _cache.Publish(slot, _slots.Computed[slot] + tokens, _slots.PrefixTokens[slot]);
    }

    void Preempt(int slot)
    {
        Preemptions++;
        _cache.Release(slot);
        _slots.Computed[slot] = 0;
        _waiting.PushFront(slot);
    }

    /// <summary>How many equal decode steps can be taken at once, until one finishes, fills the cache, crosses the window or lets another in.</summary>
    int Stretch(in StepShape shape, double room, ref double seconds)
    {
        var steps = Math.Max(1, _cache.SafeSteps(shape.Decodes));
        var inside = 0;
        for (var i = 0; i < Running; i++)
        {
            var slot = _running[i];
            steps = Math.Min(steps, _slots.Output[slot] - _slots.Done[slot]);
            var context = _slots.Computed[slot] + 1;
            if (context >= _cost.Window) continue;
            inside++;
            steps = Math.Min(steps, _cost.Window - context);
        }

        var growth = _cost.Growth(shape.Decodes, inside);
        if (Running < _settings.MaxSequences) steps = StepsUntil(room, seconds, growth, steps);
        if (steps == 1) return 1;
        for (var i = 0; i < Running; i++) _cache.TryReserve(_running[i], _slots.Computed[_running[i]] + steps);
        seconds = Elapsed(steps, seconds, growth);
        return steps;
    }

    /// <summary>The fewest steps that reach <paramref name="room"/>: the root of first·k + growth·k(k−1)/2 = room, rounded up.</summary>
    static int StepsUntil(double room, double first, double growth, int most)
    {
        if (Elapsed(most, first, growth) <= room) return most;
        var linear = first - growth / 2;
        var root = growth <= 0 ? room / first : (Math.Sqrt(linear * linear + 2 * growth * room) - linear) / growth;
        var steps = (int)Math.Clamp(Math.Floor(root), 1, most);
        while (steps > 1 && Elapsed(steps - 1, first, growth) >= room) steps--;
        while (steps < most && Elapsed(steps, first, growth) < room) steps++;
        return steps;
    }

    static double Elapsed(int steps, double first, double growth) => steps * first + growth * steps * (steps - 1.0) / 2;

    /// <summary>Gives a scheduled sequence what the plan computed; true when it is done.</summary>
    bool Advance(int slot, int steps)
    {
        var planned = _slots.Planned[slot];
        if (planned == 0)
        {
            _slots.Computed[slot] += steps;
            _slots.Done[slot] += steps;
            Generated += steps;
            if (NotesTokens) Note(ref _emitted, ref _emittedCount, _slots.Id[slot]);
            return _slots.Done[slot] >= _slots.Output[slot];
        }

        _slots.Computed[slot] += planned;
        if (_slots.Computed[slot] < _slots.Prompt[slot] + _slots.Done[slot]) return false;
        Generated++;
        if (NotesTokens) Note(ref _emitted, ref _emittedCount, _slots.Id[slot]);
        if (++_slots.Done[slot] == 1) Note(ref _started, ref _startedCount, _slots.Id[slot]);
        return _slots.Done[slot] >= _slots.Output[slot];
    }

    static void Note(ref int[] list, ref int count, int id)
    {
        if (count == list.Length) Array.Resize(ref list, count * 2);
        list[count++] = id;
    }
}
