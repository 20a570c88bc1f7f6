namespace Sluice.Schema.Answers.Running;

/// <summary>One array or object that is open. Its frames stand side by side, those of its value in progress follow them.</summary>
internal struct Level
{
    public bool IsObject;

    /// <summary>Place of its first frame.</summary>
    public int FirstFrame;

    /// <summary>Arrays: items that have ended.</summary>
    public int Index;

    /// <summary>Objects: where the bytes of the last key stand, without its quotes.</summary>
    public int KeyFrom;

    public int KeyTo;

    /// <summary>Where the first byte of the value in progress stands.</summary>
    public int ValueFrom;

    /// <summary>Objects: keys that some alternative does not define.</summary>
    public WrittenKeys? Others;
}
