namespace Sluice.Engine;

/// <summary>The engine could not start, or its native library broke a promise. The message is written for the person at the keyboard: what is wrong, where, and what to do.</summary>
public sealed class EngineException : Exception
{
    public EngineException(string message) : base(message) { }

    public EngineException(string message, Exception inner) : base(message, inner) { }
}
