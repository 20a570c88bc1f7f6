namespace Sluice.Cli.Terminals;

/// <summary>
/// Reads a keyboard on a thread of its own, so that keys count while nobody waits for one: they can be taken at once, and what is typed ahead waits
/// for its reader. The terminal stays in the mode of single keys meanwhile; otherwise it would show them amid what is written, and end a line on Ctrl-D.
/// </summary>
/// <param name="keys">The keyboard itself.</param>
/// <param name="time">Tells pasted keys from typed ones.</param>
internal sealed class KeysAhead(Keyboard keys, TimeProvider time) : Keyboard
{
    /// <summary>Pasted keys follow each other within less.</summary>
    private static readonly TimeSpan Pasting = TimeSpan.FromMilliseconds(4);

    private readonly Queue<Pressed> waiting = [];
    private Pressed last = new(null, 0, false); // that was read
    private Func<ConsoleKeyInfo, bool>? taker;
    private Thread? reader;

    public override ConsoleKeyInfo? Read()
    {
        Start();
        lock (waiting)
        {
            while (waiting.Count == 0) Monitor.Wait(waiting);
            if (waiting.Peek().Key is null) return null;
            last = waiting.Dequeue();
            return last.Key;
        }
    }

    // What was typed ahead, line by line, is no pasted text, however much of it waits.
    public override bool MoreIsComing
    {
        get
        {
            lock (waiting)
            {
                if (last.HadMore) return true;
                if (waiting.TryPeek(out Pressed? next)) return time.GetElapsedTime(last.At, next.At) < Pasting;
                return Monitor.Wait(waiting, Pasting) && waiting.Count > 0;
            }
        }
    }

    public override IDisposable WhileBusy(Func<ConsoleKeyInfo, bool> take)
    {
        Start();
        lock (waiting) taker = take;
        return new Busy(this);
    }

    private void Start()
    {
        if (reader is not null) return;
        reader = new Thread(ReadAll) { Name = "sluice-keys", IsBackground = true };
        reader.Start();
    }

    private void ReadAll()
    {
        ConsoleKeyInfo? key;
        do
        {
            key = keys.Read();
            var read = new Pressed(key, time.GetTimestamp(), key is not null && keys.MoreIsComing);
            lock (waiting)
            {
                if (key is { } pressed && taker?.Invoke(pressed) == true) continue;
                waiting.Enqueue(read);
                Monitor.PulseAll(waiting);
            }
        }
        while (key is not null);
    }

    /// <summary>A key, when it came, and whether others were there already.</summary>
    private sealed record Pressed(ConsoleKeyInfo? Key, long At, bool HadMore);

    private sealed class Busy(KeysAhead keys) : IDisposable
    {
        public void Dispose()
        {
            lock (keys.waiting) keys.taker = null;
        }
    }
}
