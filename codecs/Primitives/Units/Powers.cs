namespace Streaming.Primitives.Units;

/// <summary>Whole powers by products alone: the framework's come from the system's C library, whose last bit differs from machine to
/// machine, and what decides must decide the same everywhere.</summary>
public static class Powers
{
    /// <param name="exponent">Not negative.</param>
    public static double Of(double value, long exponent)
    {
        Invariant.That(exponent >= 0);
        double power = 1;
        for (; exponent > 0; exponent >>= 1)
        {
            if ((exponent & 1) != 0)
                power *= value;
            value *= value;
        }

        return power;
    }
}
