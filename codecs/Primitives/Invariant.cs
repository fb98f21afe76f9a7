using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Streaming.Primitives;

/// <summary>What must be true if the code is right. Checked in release builds too: a wrong server should stop, not stream
/// nonsense.</summary>
public static class Invariant
{
    public static void That([DoesNotReturnIf(false)] bool condition, [CallerArgumentExpression(nameof(condition))] string promise = "")
    {
        if (!condition)
            throw new InvalidOperationException($"broken invariant: {promise}");
    }
}
