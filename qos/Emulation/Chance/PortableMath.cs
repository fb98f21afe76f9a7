namespace Streaming.Emulation.Chance;

/// <summary>Functions whose results are the same bits on every machine.</summary>
/// <remarks>The framework's own come from the C library of the system, whose last bit differs from one to the next, and a last bit is
/// enough to let two packets change places. Sums, products, quotients and square roots are exact to the last bit by IEEE 754 §5.4; nothing
/// else is used here.</remarks>
public static class PortableMath
{
    // ln 2 in two parts: the first has so few bits that a power of two's exponent times it is exact.
    private const double Ln2High = 6.93147180369123816490e-01, Ln2Low = 1.90821492927058770002e-10;
    private const double HalfRoot2 = 0.70710678118654752440;
    private const int MantissaBits = 52, ExponentBias = 1_023;

    /// <summary>The natural logarithm, within two units of the last place.</summary>
    /// <param name="x">Above zero, finite.</param>
    public static double Log(double x)
    {
        Invariant.That(x > 0 && double.IsFinite(x));
        int exponent = 0;
        if (!double.IsNormal(x))
        {
            x *= 1L << MantissaBits;
            exponent = -MantissaBits;
        }

        long bits = BitConverter.DoubleToInt64Bits(x);
        exponent += (int)(bits >> MantissaBits) - ExponentBias + 1;
        double half = BitConverter.Int64BitsToDouble((bits & ((1L << MantissaBits) - 1)) | ((long)(ExponentBias - 1) << MantissaBits));
        if (half < HalfRoot2)
        {
            half *= 2;
            exponent--;
        }

        // x = half · 2^exponent with half within √½ … √2, and ln half = 2 · artanh(s), of which the series ends where |s|^23 / 23 is below
        // the last bit: |s| ≤ 0.172.
        double s = (half - 1) / (half + 1), square = s * s, sum = 0;
        for (int power = 21; power >= 3; power -= 2)
            sum = (sum + (1.0 / power)) * square;
        return (exponent * Ln2High) + ((exponent * Ln2Low) + (2 * s) + (2 * s * sum));
    }
}
