CREATE INDEX claim_waits IF NOT EXISTS FOR (n:Claim) ON (n.waits)
