namespace Sluice.Benchmarks.Runs.Profiling;

/// <summary>A part of the work of a run, as its profile is divided.</summary>
/// <param name="Marks">Beginnings of names of methods, or of libraries, that belong to it.</param>
internal sealed record RunStage(string Name, params string[] Marks)
{
    /// <summary>What none of the parts knows: threads between two pieces of work, mostly.</summary>
    public const string Rest = "switching threads, and what could not be told";

    /// <summary>A sample belongs to the innermost of its frames that one of these knows, so that a parse within a receive is a parse.</summary>
    public static IReadOnlyList<RunStage> All { get; } =
    [
        new("compiling code while running (JIT)", "libclrjit"),
        new("collecting garbage, and the rest of the runtime", "libcoreclr", "libclrgc", "System.GC", "libhost"),
        new("read records: files, lines, JSON, hash", "Sluice.Pipeline.Sources.", "Sluice.Pipeline.Running.RecordPlanner+<ReadAsync"),
        new("hash records and requests (SHA-256)", "libcrypto", "System.Security.Cryptography"),
        new("libc: copying memory, locks, clocks", "libc.so"),
        new("plan what each record is asked", "Sluice.Pipeline.Running.RecordPlanner", "Sluice.Pipeline.Running.RecordFlow", "Sluice.Pipeline.Running.StepRouter", "Sluice.Pipeline.Running.AnswerReuse"),
        new("render prompts", "Sluice.Templates", "Sluice.Pipeline.Prompts.", "Sluice.Pipeline.Asking.QuestionWriter"),
        new("write requests as JSON", "Sluice.Pipeline.Asking.RequestBuilder", "Sluice.Protocol.Client.RequestWriter", "Sluice.Pipeline.Asking.RequestText"),
        new("read responses: JSON, usage, stream", "Sluice.Protocol.Client.CompletionBody", "Sluice.Protocol.Client.UsageReader", "Sluice.Protocol.Client.TextBuffer", "Sluice.Protocol.Streaming."),
        new("send and receive (HTTP, sockets)", "System.Net.", "Sluice.Protocol.Client.", "__x64_sys_sendto", "__x64_sys_recvfrom", "__x64_sys_recvmsg", "__x64_sys_epoll", "__x64_sys_connect", "tcp_"),
        new("parse and validate answers", "Sluice.Schema", "Sluice.Pipeline.Asking.AnswerJudge", "Sluice.Pipeline.Asking.AnswerText", "Sluice.Pipeline.Asking.AnswerWatch", "Sluice.Pipeline.Asking.CompactJson", "Sluice.Pipeline.Configuration.AnswerSchema"),
        new("SQLite: the journal, durable commits, look-ups", "Sluice.Pipeline.Storage.", "Sluice.Pipeline.Asking.AttemptJournal", "libsqlite3", "Microsoft.Data.Sqlite", "__x64_sys_pwrite", "__x64_sys_pread", "__x64_sys_fdatasync", "__x64_sys_fsync", "submit_bio"),
        new("compress bodies and records (Brotli)", "System.IO.Compression", "libSystem.IO.Compression"),
        new("write the output files", "Sluice.Pipeline.Output."),
        new("count and show progress", "Sluice.Cli.Viewing", "Sluice.Pipeline.Running.RunMeter", "Sluice.Pipeline.Running.Pace", "Sluice.Pipeline.Running.LastMinute"),
        new("hand records from worker to worker", "Sluice.Pipeline.", "Sluice.Cli", "System.Threading.Channels"),
    ];
}
