using Streaming.Emulation.Links;

namespace Streaming.Emulation.Networks;

/// <summary>How far a packet has come, and what waits for it at the end of its path.</summary>
internal readonly record struct Passage(
    Instant At, TimeSpan Extra = default, int Copies = 0, TimeSpan CopyLag = default, bool IsCorrupt = false)
{
    public Passage Through(in LinkFate fate) => new(
        fate.Arrives, Extra + fate.Extra, Copies + fate.Copies, CopyLag + fate.CopyLag, IsCorrupt || fate.IsCorrupt);
}
