namespace Sluice.Benchmarks.Runs.Profiling;

/// <summary>Where one thread stood when its processor was looked at.</summary>
/// <param name="Thread">Its name, as the system cuts it.</param>
/// <param name="Frames">From the innermost out: the method without its type of result, or the library where the method is not known.</param>
internal sealed record CpuSample(string Thread, IReadOnlyList<string> Frames)
{
    const string TieredCompilation = ".NET Tiered Com"; // 15 letters are all that Linux keeps

    /// <summary>Whether it is of the run itself, not of the script that starts it.</summary>
    public bool IsOfRun => Thread == "sluice" || Thread.StartsWith(".NET ", StringComparison.Ordinal);

    /// <summary>The part of the run that it belongs to; null for none. A library's name tells only where no method does.</summary>
    public RunStage? Stage => Thread == TieredCompilation ? RunStage.All[0] : Innermost(frame => !IsAssembly(frame)) ?? Innermost(IsAssembly);

    RunStage? Innermost(Func<string, bool> counts) =>
        Frames.Where(counts).Select(frame => RunStage.All.FirstOrDefault(stage => stage.Marks.Any(mark => frame.StartsWith(mark, StringComparison.Ordinal)))).FirstOrDefault(stage => stage is not null);

    /// <summary>Of code that was compiled ahead of time, whose methods perf does not know.</summary>
    static bool IsAssembly(string frame) => frame.EndsWith(".dll", StringComparison.Ordinal);

    /// <summary>Reads what <c>perf script -F comm,tid,ip,sym,dso</c> prints: a line of the thread, a line for each frame, an empty line.</summary>
    public static IEnumerable<CpuSample> Read(TextReader lines)
    {
        string? thread = null;
        List<string> frames = [];
        while (lines.ReadLine() is { } line)
        {
            if (line.Length == 0)
            {
                if (thread is not null) yield return new CpuSample(thread, frames);
                (thread, frames) = (null, []);
            }
            else if (line[0] is '\t' or ' ') frames.Add(FrameOf(line));
            else thread = line.TrimEnd() is var head && head.LastIndexOf(' ') is > 0 and var at ? head[..at].TrimEnd() : line;
        }

        if (thread is not null) yield return new CpuSample(thread, frames);
    }

    /// <summary><c>7f27 instance void [System.Net.Http] System.Net.Http.X::Y()[Optimized] (perf-1.map)</c>: the name behind the assembly.</summary>
    static string FrameOf(string line)
    {
        var text = line.Trim();
        text = text[(text.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        var library = text.LastIndexOf('(');
        var symbol = library > 0 ? text[..library].Trim() : text;
        var assembly = symbol.IndexOf("] ", StringComparison.Ordinal);
        if (assembly > 0) return symbol[(assembly + 2)..];
        return symbol == "[unknown]" || text.Contains(".so", StringComparison.Ordinal) ? Path.GetFileName(text[(library + 1)..^1]) : symbol;
    }
}
