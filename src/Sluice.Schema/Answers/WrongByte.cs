namespace Sluice.Schema.Answers;

/// <summary>The first byte with which an answer can no longer become valid.</summary>
/// <param name="Offset">Its place among the bytes asked about.</param>
/// <param name="Path">JSON pointer of the value in the answer that it spoils: "" for the whole, "/skills/0" for the first skill.</param>
/// <param name="Reason">What cannot be there and what could, as the end of a sentence.</param>
public sealed record WrongByte(int Offset, string Path, string Reason);
