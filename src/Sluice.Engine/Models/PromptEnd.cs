namespace Sluice.Engine.Models;

/// <summary>Where the prompt of a conversation ends.</summary>
internal enum PromptEnd
{
    /// <summary>After what opens a new turn of the assistant.</summary>
    NewTurn,

    /// <summary>After the last message, with no new turn opened.</summary>
    LastMessage,

    /// <summary>Within the last message, right after its text, so that the answer goes on with it.</summary>
    LastText,
}
