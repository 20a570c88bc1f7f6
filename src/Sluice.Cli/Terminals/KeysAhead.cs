namespace Sluice.Cli.Terminals;

/// <summary>
/// Reads a keyboard on a thread of its own, so that keys count while nobody waits for one: they can be taken at once, and what is typed ahead waits
/// for its reader. The terminal stays in the mode of single keys meanwhile; otherwise it would show them amid what is written, and end a line on Ctrl-D.
/// </summary>
internal sealed class KeysAhead(Keyboard keys) : Keyboard
{
    /// <summary>Pasted keys follow each other within less.</summary>
    private static readonly TimeSpan Pasting = TimeSpan.FromMilliseconds(4);

    private readonly Queue<ConsoleKeyInfo?> waiting = [];
    private Func<ConsoleKeyInfo, bool>? taker;
    private Thread? reader;

    public override ConsoleKeyInfo? Read()
    {
        Start();
        lock (waiting)
        {
            while (waiting.Count == 0) Monitor.Wait(waiting);
            return waiting.Peek() is null ? null : waiting.Dequeue();
        }
    }

    public override bool MoreIsComing
    {
        get
        {
            lock (waiting) return waiting.Count > 0 || Monitor.Wait(waiting, Pasting) && waiting.Count > 0;
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
            lock (waiting)
            {
                if (key is { } pressed && taker?.Invoke(pressed) == true) continue;
                waiting.Enqueue(key);
                Monitor.PulseAll(waiting);
            }
        }
        while (key is not null);
    }

    private sealed class Busy(KeysAhead keys) : IDisposable
    {
        public void Dispose()
        {
            lock (keys.waiting) keys.taker = null;
        }
    }
}
