"""Drawing pieces shared by pages."""
