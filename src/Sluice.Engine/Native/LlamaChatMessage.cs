using System.Runtime.InteropServices;

namespace Sluice.Engine.Native;

/// <summary><c>llama_chat_message</c>: two zero-terminated UTF-8 strings.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LlamaChatMessage
{
    public byte* Role;
    public byte* Content;
}
