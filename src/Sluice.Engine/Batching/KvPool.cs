namespace Sluice.Engine.Batching;

/// <summary>
/// Counts the cells of the KV pool exactly, as llama.cpp uses them: one cell for each token of a sequence, and a shared
/// beginning is held once however many sequences have it. A cell is free again when its last holder lets go.
/// </summary>
internal sealed class KvPool
{
    readonly int[] running; // how many running sequences hold each cell
    readonly int[] kept;    // how many finished ones do, which can be given up at any time
    readonly Stack<int> free;

    public KvPool(int capacity)
    {
        running = new int[capacity];
        kept = new int[capacity];
        free = new Stack<int>(Enumerable.Range(0, capacity).Reverse());
    }

    public int Capacity => running.Length;

    public int Free => free.Count;

    /// <summary>Cells that a running sequence holds. The others in use belong to finished ones alone.</summary>
    public int HeldByRunning { get; private set; }

    /// <summary>Gives a running sequence new cells; the caller has seen that they are free.</summary>
    public void Take(List<int> cells, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var cell = free.Pop();
            running[cell] = 1;
            cells.Add(cell);
        }
        HeldByRunning += count;
    }

    /// <summary>Lets a running sequence hold cells of another one too.</summary>
    public void Share(ReadOnlySpan<int> source, List<int> cells)
    {
        foreach (var cell in source)
        {
            Hold(cell);
            cells.Add(cell);
        }
    }

    /// <summary>How many of these cells no running sequence holds yet.</summary>
    public int CountNotRunning(ReadOnlySpan<int> cells)
    {
        var count = 0;
        foreach (var cell in cells)
            count += running[cell] == 0 ? 1 : 0;
        return count;
    }

    public void Release(List<int> cells)
    {
        foreach (var cell in cells)
            LetGo(cell);
        cells.Clear();
    }

    /// <summary>A running sequence ended; its cells are kept for prompts with the same beginning.</summary>
    public void Keep(ReadOnlySpan<int> cells)
    {
        foreach (var cell in cells)
        {
            kept[cell]++;
            LetGo(cell);
        }
    }

    /// <summary>Gives up cells that were kept.</summary>
    public void Forget(ReadOnlySpan<int> cells)
    {
        foreach (var cell in cells)
        {
            if (--kept[cell] == 0 && running[cell] == 0)
                free.Push(cell);
        }
    }

    void Hold(int cell)
    {
        if (running[cell]++ == 0)
            HeldByRunning++;
    }

    void LetGo(int cell)
    {
        if (--running[cell] > 0)
            return;
        HeldByRunning--;
        if (kept[cell] == 0)
            free.Push(cell);
    }
}
