using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sluice.Engine.Native;

/// <summary>
/// Takes what llama.cpp would print on stderr. Nothing is printed; the last warnings and errors are kept,
/// because they alone say why a load failed. The callback is one for the process, and so is this.
/// </summary>
internal static unsafe class NativeLog
{
    const int WarningLevel = 3; // GGML_LOG_LEVEL_WARN; 4 is an error, 5 continues the line before
    const int ErrorLevel = 4;
    const int Kept = 8;

    static readonly Lock Gate = new();
    static readonly Queue<string> Lines = new();

    public static void Attach() => Llama.SetLog(&Receive, null);

    /// <summary>The kept lines as one sentence, oldest first; empty when llama.cpp said nothing. Forgets them.</summary>
    public static string TakeLines()
    {
        lock (Gate)
        {
            var text = string.Join("; ", Lines.Distinct());
            Lines.Clear();
            return text;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void Receive(int level, byte* text, void* data)
    {
        if (level is not (WarningLevel or ErrorLevel) || text == null)
            return;

        var line = Marshal.PtrToStringUTF8((nint)text)?.Trim();
        if (string.IsNullOrEmpty(line))
            return;
        lock (Gate)
        {
            if (Lines.Count == Kept)
                Lines.Dequeue();
            Lines.Enqueue(line);
        }
    }
}
