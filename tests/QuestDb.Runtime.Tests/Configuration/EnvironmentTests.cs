namespace QuestDb.Tests.Configuration;

public class EnvironmentTests
{
    [Fact]
    public void The_variable_gives_the_connect_string_and_its_absence_is_an_error_that_names_it()
    {
        string? before = Environment.GetEnvironmentVariable(QuestDbClient.EnvironmentVariable);
        try
        {
            Environment.SetEnvironmentVariable(QuestDbClient.EnvironmentVariable, null);
            QuestDbException unset = Assert.Throws<QuestDbException>(() => QuestDbClient.FromEnvironment());
            Environment.SetEnvironmentVariable(QuestDbClient.EnvironmentVariable, "ws::addr=a;nope=1;");
            QuestDbException wrong = Assert.Throws<QuestDbException>(() => QuestDbClient.FromEnvironment());

            Assert.Equal(ErrorCode.InvalidConfiguration, unset.Code);
            Assert.Contains("QDB_CLIENT_CONF", unset.Message);
            Assert.Contains("nope", wrong.Message);
        }
        finally
        {
            Environment.SetEnvironmentVariable(QuestDbClient.EnvironmentVariable, before);
        }
    }
}
