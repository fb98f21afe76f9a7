namespace Streaming.Emulation.Chance;

/// <summary>Seeds from a seed: every process of a run has one of its own, so that what one draws changes nothing for the others.</summary>
public static class Seeds
{
    /// <summary>The seed of one process: the same on every machine, and unlike that of any other purpose or number.</summary>
    /// <param name="purpose">What the process is, as a name that stays.</param>
    /// <param name="number">Which of its kind.</param>
    public static ulong Of(ulong seed, string purpose, long number = 0)
    {
        // FNV-1a over the characters: string.GetHashCode differs from process to process.
        ulong name = 0xCBF29CE484222325;
        foreach (char letter in purpose)
            name = (name ^ letter) * 0x100000001B3;
        return Mixed(Mixed(Mixed(seed) ^ name) ^ unchecked((ulong)number));
    }

    /// <summary>The finalizer of splitmix64: one bit in changes half of those out.</summary>
    private static ulong Mixed(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
