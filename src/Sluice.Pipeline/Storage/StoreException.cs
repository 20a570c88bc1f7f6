namespace Sluice.Pipeline.Storage;

/// <summary>The run store cannot be used. The message is for people: which store, what is wrong, what to do.</summary>
public sealed class StoreException(string message, Exception? inner = null) : Exception(message, inner);
