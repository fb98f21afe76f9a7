namespace Streaming.Lab.Expectations;

/// <summary>How two values are compared.</summary>
/// <param name="Sign">As it stands in scenarios.</param>
internal sealed record Comparison(string Sign)
{
    public static IReadOnlyList<string> Signs { get; } = ["<", "<=", ">", ">=", "==", "!="];

    public bool Holds(double left, double right) => Sign switch
    {
        "<" => left < right,
        "<=" => left <= right,
        ">" => left > right,
        ">=" => left >= right,
        "==" => left == right,
        _ => left != right,
    };

    /// <summary>How far a value is from what is wanted; more is worse.</summary>
    public double Badness(double value, double limit) => Sign[0] switch
    {
        '<' => value,
        '>' => -value,
        '=' => value == limit ? 0 : Math.Abs(value - limit),
        _ => value == limit ? 1 : 0,
    };
}
