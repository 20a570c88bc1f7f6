using System.Threading.Channels;
using Sluice.Pipeline.Storage;

namespace Sluice.Pipeline.Output;

/// <summary>The two files that a run leaves behind, kept up to date by one task while the run goes on.</summary>
internal sealed class RunFiles : IAsyncDisposable
{
    readonly StoreTail<IReadOnlyList<StoredAnswer>> answers;
    readonly StoreTail<StoredFailure> failures;
    readonly Channel<bool> news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    readonly string answersPath, failuresPath;
    readonly Action<string> broken;
    Task? following;
    bool isBroken;

    /// <param name="output">The steps whose answers make a line, by name.</param>
    /// <param name="steps">All steps: their failures are told.</param>
    /// <param name="lines">The form of the lines.</param>
    /// <param name="broken">Told once when a file cannot be written, with a sentence for people.</param>
    public RunFiles(RunStore store, IReadOnlyList<(string Name, StoredStep Stored)> output, IReadOnlyList<(string Name, StoredStep Stored)> steps, string answersPath, OutputLines lines, Action<string> broken)
    {
        StoredStep[] shown = [.. output.Select(step => step.Stored)], all = [.. steps.Select(step => step.Stored)];
        var names = output.Select(step => step.Name).ToList();
        (this.answersPath, this.broken) = (answersPath, broken);
        failuresPath = FailuresPathOf(answersPath);
        answers = new(answersPath, (after, limit) => store.ReadAnswersAsync(shown, after, limit, CancellationToken.None), row => row[0].Sequence, (line, row) => lines.Write(line, names, row));
        failures = new(failuresPath, (after, limit) => all.Length == 1
            ? store.ReadFailuresAsync(all[0], after, limit, CancellationToken.None)
            : store.ReadFailuresAsync(all, after, limit, CancellationToken.None), row => row.Sequence, lines.Write);
    }

    /// <summary>Answers in the file.</summary>
    public long Answers => answers.Lines;

    public long Failures => failures.Lines;

    /// <summary><c>out/answers.jsonl</c> has its failures in <c>out/answers.failed.jsonl</c>.</summary>
    public static string FailuresPathOf(string answersPath) => Path.ChangeExtension(answersPath, ".failed" + (Path.GetExtension(answersPath) is { Length: > 0 } extension ? extension : ".jsonl"));

    /// <summary>Makes sure that the files can be written; then, beside the run, writes what earlier invocations left and follows what <see cref="Changed"/> announces.</summary>
    public async Task StartAsync()
    {
        await Try(async () =>
        {
            await answers.OpenAsync();
            await failures.OpenAsync();
        });
        following = Task.Run(FollowAsync);
    }

    /// <summary>The store has something new. Never waits.</summary>
    public void Changed() => news.Writer.TryWrite(true);

    /// <summary>Brings both files to what the store holds now.</summary>
    /// <param name="rewrite">Whether lines may have become wrong, so that the answers are written anew.</param>
    /// <param name="expectedAnswers">How many answers the input has; another number in the file means that lines of records stand in it that the input has no more. Null when that is not known.</param>
    /// <param name="keep">Which ids belong in the files; null keeps all.</param>
    public async Task FinishAsync(bool rewrite, long? expectedAnswers, Func<string, bool>? keep)
    {
        await StopFollowingAsync();
        await Try(async () =>
        {
            await answers.FollowAsync(CancellationToken.None);
            if (rewrite || (expectedAnswers is { } expected && expected != answers.Lines)) await answers.RewriteAsync(keep is null ? null : row => keep(row[0].Key), CancellationToken.None);

            // Always anew: a record that failed before may have been answered since.
            await failures.RewriteAsync(keep is null ? null : row => keep(row.Key), CancellationToken.None);
            await failures.DisposeAsync();
            if (failures.Lines == 0) File.Delete(failuresPath);
        });
    }

    public async ValueTask DisposeAsync()
    {
        await StopFollowingAsync();
        await answers.DisposeAsync();
        await failures.DisposeAsync();
    }

    async Task FollowAsync()
    {
        await Try(async () =>
        {
            await answers.CatchUpAsync(null, CancellationToken.None);
            await failures.CatchUpAsync(null, CancellationToken.None);
        });
        await foreach (var _ in news.Reader.ReadAllAsync())
        {
            await Try(async () =>
            {
                await answers.FollowAsync(CancellationToken.None);
                await failures.FollowAsync(CancellationToken.None);
            });
        }
    }

    async Task StopFollowingAsync()
    {
        news.Writer.TryComplete();
        if (following is not null) await following;
    }

    // ENOSPC and EDQUOT of Linux, EDQUOT of macOS; ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL of Windows.
    static bool IsFull(Exception e) => (e.HResult & 0xFFFF) is 28 or 122 or 69 or 39 or 112;

    async Task Try(Func<Task> work)
    {
        if (isBroken) return;
        try
        {
            await work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            isBroken = true;
            broken(IsFull(e) ? $"the disk with the output {answersPath} is full; every answer is kept in the run store: make room, then type the same command again"
                : $"the output {answersPath} cannot be written ({e.Message.Split(" : '")[0].TrimEnd('.')}); every answer is kept in the run store: mend that, then type the same command again");
        }
        catch (StoreException e)
        {
            isBroken = true;
            broken(e.Message);
        }
    }
}
