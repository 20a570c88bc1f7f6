namespace Sluice.Pipeline.Running;

/// <summary>Is told what happens in a run. Called from many threads at once; must be quick, for the run waits.</summary>
public abstract class RunObserver
{
    /// <summary>An answer was accepted and is durable.</summary>
    public virtual void Answered(AnsweredRecord record) { }

    /// <summary>A record was given up, and that is durable.</summary>
    public virtual void Failed(FailedRecord record) { }

    /// <summary>Something people should know, in a sentence.</summary>
    public virtual void Notice(string sentence) { }

    /// <summary>Hears nothing.</summary>
    public static RunObserver None { get; } = new Deaf();

    sealed class Deaf : RunObserver;
}
