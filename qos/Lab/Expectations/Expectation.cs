namespace Streaming.Lab.Expectations;

/// <summary>A number that must hold: <c>p99 skew_ms &lt; 10</c>, <c>missing in interleaved &lt; 0.5 * missing in plain</c>.</summary>
/// <param name="Text">As it stands in the scenario.</param>
/// <param name="Line">Where it stands there.</param>
/// <param name="Number">What the left side is compared with, in the metric's unit; or what the right side is multiplied by.</param>
/// <param name="Right">Null: it is compared with the number.</param>
internal sealed record Expectation(string Text, int Line, Term Left, Comparison Comparison, double Number, Term? Right);
