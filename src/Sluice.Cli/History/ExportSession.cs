using System.Text;
using Sluice.Cli.Commands;
using Sluice.Cli.Problems;
using Sluice.Cli.Terminals;
using Sluice.Cli.Viewing;
using Sluice.Pipeline.Output;
using Sluice.Pipeline.Storage.History;

namespace Sluice.Cli.History;

/// <summary><c>sluice export</c>.</summary>
internal static class ExportSession
{
    private const string Command = "export";

    public static int Run(ExportRequest request, Terminal terminal)
    {
        using HistoryBook book = HistoryBook.Open(Command, request.Store, terminal);
        IReadOnlyList<StepHistory> steps = StepsOf(book, request);
        if (request.Output is not { } typed)
        {
            using var pipe = new WriterStream(terminal.Out);
            Write(book, steps, request, pipe);
            return ExitCode.Done;
        }

        // Beside the old file, which is replaced when the new one is whole.
        string path = terminal.Opened(typed), beside = path + ".partial";
        long count;
        try
        {
            if (DevicePaths.IsDevice(path)) // a file put in its place would take the device away
            {
                using FileStream device = File.OpenWrite(path);
                count = Write(book, steps, request, device);
            }
            else
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                using (FileStream file = File.Create(beside)) count = Write(book, steps, request, file);
                File.Move(beside, path, overwrite: true);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CouldNotRunException($"--output {typed}", $"cannot be written: {problem.Message}");
        }

        terminal.Error.WriteLine($"{Figures.Count(count, request.Failures ? "failure" : "answer")} in {terminal.Shown(path)}");
        return ExitCode.Done;
    }

    /// <summary>One step where one is named; else all that the run had last.</summary>
    private static IReadOnlyList<StepHistory> StepsOf(HistoryBook book, ExportRequest request)
    {
        StoredRun run = book.Run(request.Run);
        return request.Step is null && request.Config is null && book.LastSteps(run) is { Count: > 0 } last ? last : [book.Step(run, request.Step, request.Config)];
    }

    private static long Write(HistoryBook book, IReadOnlyList<StepHistory> steps, ExportRequest request, Stream output) => HistoryBook.Reporting(Command, () => request.Failures
        ? RunExport.Failures(book.History, steps, request.Format, request.Order, output)
        : RunExport.Answers(book.History, steps, request.Format, request.Order, request.Include, output));

    /// <summary>The terminal's writer as a stream of UTF-8; each write holds whole characters.</summary>
    private sealed class WriterStream(TextWriter writer) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => writer.Write(Encoding.UTF8.GetString(buffer));
    }
}
