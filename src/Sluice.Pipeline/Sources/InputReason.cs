namespace Sluice.Pipeline.Sources;

/// <summary>Why a record failed before a server was asked. Stands beside the names of the table of failures, which are about requests.</summary>
public static class InputReason
{
    /// <summary>It cannot be read, has no usable id, or lacks a field that the prompt asks for.</summary>
    public const string Input = "input";

    /// <summary>Its id stood in the input before. The first record with it is the one that counts.</summary>
    public const string DuplicateId = "duplicate-id";

    /// <summary>A step whose answer its prompt shows gave none.</summary>
    public const string EarlierStep = "earlier-step";
}
