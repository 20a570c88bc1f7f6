namespace Sluice.Pipeline.Running;

/// <summary>Records that were answered and whose content is another one now.</summary>
/// <param name="Count">How many of the input; null when it can be read only once, so that they cannot be counted ahead.</param>
/// <param name="First">Id and place of the first.</param>
public sealed record ChangedRecords(long? Count, string First);
