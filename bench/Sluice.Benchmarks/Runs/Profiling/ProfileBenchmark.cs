using System.Diagnostics;
using System.Globalization;
using System.Text;
using Sluice.Benchmarks.Answers;

namespace Sluice.Benchmarks.Runs.Profiling;

/// <summary>Says where the processor's time of one bulk run goes: Linux <c>perf</c> looks at a <c>sluice run</c> against nginx 499 times a second.</summary>
internal static class ProfileBenchmark
{
    const string Usage = """
        usage: dotnet run -c Release --project bench/Sluice.Benchmarks -- profile [--records N] [--out FILE.md]
          --records N     records of the run (default: 100000)
          --out FILE.md   where the result goes (default: bench/results/bulk-run-profile.md)
        It needs perf (apt-get install linux-perf), the right to use it (kernel.perf_event_paranoid of 2 or less) and nginx.
        """;

    const int Frequency = 499; // samples a second of each busy thread; no divisor of anybody's timer

    /// <returns>0 measured, 2 could not run.</returns>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error)
    {
        var (records, file) = (100_000, "bench/results/bulk-run-profile.md");
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : "";
            if (arguments[i] == "--out" && value.Length > 0) file = value;
            else if (arguments[i] == "--records" && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0) records = number;
            else return await RefuseAsync(error, Usage);
        }

        var machine = await Machine.DescribeAsync();
        var folder = Directory.CreateTempSubdirectory("run-profile").FullName;
        try
        {
            using var nginx = await Nginx.StartAsync(folder);
            if (nginx is null) return await RefuseAsync(error, "there is no nginx: apt-get install nginx");

            var samples = await SampleAsync(folder, BenchedJob.Write(Path.Combine(folder, "job"), records, stream: false), nginx.Url);
            if (samples.Count == 0) return await RefuseAsync(error, $"perf saw nothing.\n{Usage}");

            var report = Report(machine, records, samples);
            await File.WriteAllTextAsync(file, report);
            await output.WriteLineAsync(report);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static async Task<int> RefuseAsync(TextWriter error, string why)
    {
        await error.WriteLineAsync(why);
        return 2;
    }

    static async Task<List<CpuSample>> SampleAsync(string folder, string pipeline, Uri url)
    {
        var data = Path.Combine(folder, "perf.data");
        string[] run = ["./sluice", "run", pipeline, "--url", url.ToString(), "--quiet", "--store", Path.Combine(folder, "runs.db")];
        var record = new ProcessStartInfo("perf", ["record", "-F", $"{Frequency}", "-g", "-o", data, "--", .. run]) { RedirectStandardOutput = true, RedirectStandardError = true };
        record.Environment["DOTNET_PerfMapEnabled"] = "1"; // names of compiled methods
        record.Environment["DOTNET_EnableWriteXorExecute"] = "0"; // compiled code where perf looks for it
        await TextOfAsync(record);
        var script = new ProcessStartInfo("perf", ["script", "-i", data, "-F", "comm,tid,ip,sym,dso"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var lines = new StringReader(await TextOfAsync(script));
        return [.. CpuSample.Read(lines).Where(sample => sample.IsOfRun)];
    }

    static async Task<string> TextOfAsync(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var text = await process.StandardOutput.ReadToEndAsync();
        await errors;
        await process.WaitForExitAsync();
        return text;
    }

    static string Report(Machine machine, int records, List<CpuSample> samples)
    {
        var total = (double)samples.Count;
        double PerThousand(int count) => 1000.0 * 1000 * count / Frequency / records; // ms
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # Where the time of a bulk run goes

            {machine.Processor}, {machine.Cores} cores, {machine.System}, {machine.Runtime}, {machine.Date}, commit {machine.Commit}, load {machine.Load} at the start. `sluice run`
            over {records:#,0} records of 300 bytes against nginx with a fixed answer of 400 bytes, 256 calls in flight, whole answers, SQLite with
            `synchronous=FULL`. perf looked {Frequency} times a second at what each busy thread of the process did, in the kernel too ({samples.Count:#,0} samples,
            {total / Frequency:0.0} s of processor time: {PerThousand(samples.Count):0} ms for 1,000 records, the start of the runtime included). A sample counts
            for the innermost part it stood in: JSON read within a receive is reading, a system call belongs to who made it. To repeat:

                dotnet run -c Release --project bench/Sluice.Benchmarks -- profile

            | part of the run | share | CPU ms per 1,000 records |
            |---|---|---|

            """);
        foreach (var part in samples.GroupBy(sample => sample.Stage?.Name ?? RunStage.Rest).OrderByDescending(part => part.Count()))
            text.Append(CultureInfo.InvariantCulture, $"| {part.Key} | {100 * part.Count() / total:0.0} % | {PerThousand(part.Count()):0.0} |\n");
        var system = samples.Count(sample => sample.Frames.Any(frame => frame == "[kernel.kallsyms]" || frame.StartsWith("entry_SYSCALL", StringComparison.Ordinal) || frame.StartsWith("asm_exc_", StringComparison.Ordinal)));
        text.Append(CultureInfo.InvariantCulture, $"\n{100 * system / total:0} % of all samples stood in the kernel: sockets, the disk, memory.\n");
        return text.ToString();
    }
}
