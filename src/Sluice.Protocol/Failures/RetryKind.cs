namespace Sluice.Protocol.Failures;

/// <summary>How a request may be tried again after a failure.</summary>
public enum RetryKind
{
    /// <summary>Not at all: the same failure would come back.</summary>
    Never,

    /// <summary>The same request, after a pause or on another backend.</summary>
    Same,

    /// <summary>Only a changed request (more tokens, thinking off, the errors named): the same one would end the same way.</summary>
    Changed,
}
