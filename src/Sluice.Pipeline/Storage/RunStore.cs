namespace Sluice.Pipeline.Storage;

/// <summary>
/// Where a run keeps what it did. Each (run, record, step, config) has at most one accepted answer, the first; every call is journalled
/// no later than its answer. What a store must do beyond these signatures is written down as tests, in RunStoreConformance.
/// </summary>
public abstract class RunStore : IAsyncDisposable
{
    /// <summary>Finds the run and the step with this configuration, or begins them.</summary>
    public abstract Task<StoredStep> OpenStepAsync(StepIdentity identity, DateTimeOffset now, CancellationToken ct);

    /// <summary>Notes that work on the run of a step begins, and says what it goes on with.</summary>
    public abstract Task<BegunInvocation> BeginInvocationAsync(StoredStep step, InvocationEntry entry, CancellationToken ct);

    /// <summary>Notes how it ended. Not called when the process is killed.</summary>
    /// <param name="ending">Name of a <see cref="Running.RunEnding"/>.</param>
    /// <param name="message">Why it stopped; null when it did not stop by itself.</param>
    public abstract Task EndInvocationAsync(long invocation, DateTimeOffset now, string ending, string? message);

    /// <summary>Marks the run's records that its input has no more, and no others; they and their answers are kept, and count again when they come back.</summary>
    /// <param name="present">How many the input has.</param>
    public abstract Task MarkGoneAsync(StoredStep step, long present, Func<string, bool> isPresent);

    /// <summary>How many answers are accepted in the step's run, under all configurations and to all contents.</summary>
    public abstract Task<long> CountAnswersAsync(StoredStep step, CancellationToken ct);

    /// <summary>What is known of each record, in the order asked.</summary>
    public abstract Task<IReadOnlyList<RecordState>> FindAsync(StoredStep step, IReadOnlyList<RecordIdentity> records, CancellationToken ct);

    /// <summary>The other configurations that this step of the run has had, the newest first.</summary>
    public abstract Task<IReadOnlyList<EarlierConfig>> FindEarlierConfigsAsync(StoredStep step, CancellationToken ct);

    /// <summary>What is accepted under another configuration to exactly this content of each record, in the order asked; null for nothing.</summary>
    public abstract Task<IReadOnlyList<EarlierAnswer?>> FindEarlierAnswersAsync(StoredStep earlier, IReadOnlyList<RecordIdentity> records, CancellationToken ct);

    /// <summary>Makes all entries durable in one transaction, or none. Not cancellable: an answer that was paid for is kept.</summary>
    public abstract Task CommitAsync(StoredStep step, IReadOnlyList<JournalEntry> entries);

    /// <summary>Accepted answers to the records as they are now, in the order they were accepted.</summary>
    /// <param name="after">Reads those with a higher <see cref="StoredAnswer.Sequence"/>; 0 from the first.</param>
    public abstract Task<IReadOnlyList<StoredAnswer>> ReadAnswersAsync(StoredStep step, long after, int limit, CancellationToken ct);

    /// <summary>The records as they are now that all of these steps have answered, each with its answers in the order of the steps; by the last of its answers.</summary>
    /// <param name="steps">Of one run, at least one.</param>
    /// <param name="after">Reads those whose last answer has a higher <see cref="StoredAnswer.Sequence"/>; 0 from the first.</param>
    public abstract Task<IReadOnlyList<IReadOnlyList<StoredAnswer>>> ReadAnswersAsync(IReadOnlyList<StoredStep> steps, long after, int limit, CancellationToken ct);

    /// <summary>Records without an answer whose last attempt was given up, in the order they were.</summary>
    /// <param name="after">Reads those with a higher <see cref="StoredFailure.Sequence"/>; 0 from the first.</param>
    public abstract Task<IReadOnlyList<StoredFailure>> ReadFailuresAsync(StoredStep step, long after, int limit, CancellationToken ct);

    /// <summary>The same of several steps of one run, in one order; each says its step.</summary>
    public abstract Task<IReadOnlyList<StoredFailure>> ReadFailuresAsync(IReadOnlyList<StoredStep> steps, long after, int limit, CancellationToken ct);

    /// <summary>What all attempts of a step have cost so far, in this and earlier invocations.</summary>
    public abstract Task<StepTotals> TotalsAsync(StoredStep step, CancellationToken ct);

    /// <summary>What all attempts of a step's run have cost so far, by backend.</summary>
    public abstract Task<IReadOnlyList<BackendTotals>> SpentAsync(StoredStep step, CancellationToken ct);

    public abstract ValueTask DisposeAsync();
}
